"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Sparkles, Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/page-header";
import { QueryState } from "@/components/query-state";
import { SourceLink } from "@/components/source-link";
import { BlockSkeleton } from "@/components/skeleton";
import { api } from "@/lib/api/client";
import { ApiProblem } from "@/lib/api/problem";
import { itemQuery } from "@/lib/api/queries";
import type { Item } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import { useDeleteItems } from "@/lib/wardrobe/use-changes";
import * as strings from "@/strings";
import { CategoryChoice } from "./category-choice";
import { Palette } from "./palette";
import { Partners } from "./partners";
import { Pictures } from "./pictures";
import styles from "./garment.module.css";

const DetailsForm = dynamic(() => import("./details-form").then((module) => module.DetailsForm), {
  ssr: false,
  loading: () => <BlockSkeleton tall />,
});

const NOT_FOUND = 404;
const NOT_AN_ID = 422;

export function Garment({ id }: { id: string }) {
  const [isDeleted, setDeleted] = useState(false);
  const query = useQuery({ ...itemQuery(api, id), enabled: !isDeleted });
  const item = query.data;
  useEffect(() => {
    if (item) document.title = `${garmentName(item)} · ${strings.app.name}`;
  }, [item]);

  if (query.error instanceof ApiProblem && [NOT_FOUND, NOT_AN_ID].includes(query.error.status)) return <Gone />;
  if (isDeleted) return <BlockSkeleton tall />; // until the next page is loaded
  if (!item) return <QueryState query={query} waiting={<BlockSkeleton tall />} />;
  return (
    <article className={styles.garment}>
      <Link href="/wardrobe" className={styles.back}>
        <ArrowLeft size={18} aria-hidden /> {strings.nav.wardrobe}
      </Link>
      <Pictures item={item} />
      <div className={styles.facts}>
        <header className={styles.header}>
          <h1>{item.attributes.name ?? garmentName(item)}</h1>
          <p className={styles.soft}>
            {item.sample ? strings.garmentPage.sample : strings.garmentPage.added(item.created_at)}
          </p>
          {item.source_url && <SourceLink url={item.source_url} />}
        </header>
        <LinkButton look="solid" href={`/outfits?with=${item.id}`}>
          <Sparkles size={18} aria-hidden /> {strings.garmentPage.outfitsWith}
        </LinkButton>
        <CategoryChoice item={item} />
        <Palette colors={item.colors} />
      </div>
      <Partners item={item} />
      <DetailsForm key={item.id} item={item} />
      <DeleteButton item={item} onDelete={() => setDeleted(true)} />
    </article>
  );
}

function DeleteButton({ item, onDelete }: { item: Item; onDelete: () => void }) {
  const router = useRouter();
  const remove = useDeleteItems();
  const deleteAndLeave = () => {
    onDelete();
    remove.mutate({ items: [item] });
    router.push("/wardrobe");
  };
  return (
    <Button look="danger" className={styles.delete} onClick={deleteAndLeave}>
      <Trash2 size={18} aria-hidden /> {strings.garmentPage.delete}
    </Button>
  );
}

function Gone() {
  return (
    <>
      <PageHeader title={strings.nav.wardrobe} />
      <EmptyState
        title={strings.garmentPage.goneTitle}
        actions={<LinkButton href="/wardrobe">{strings.garmentPage.toWardrobe}</LinkButton>}
      >
        {strings.garmentPage.gone}
      </EmptyState>
    </>
  );
}
