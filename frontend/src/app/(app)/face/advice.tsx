"use client";

import { useQueries } from "@tanstack/react-query";
import Link from "next/link";
import { GarmentPicture } from "@/components/garment-picture";
import { api } from "@/lib/api/client";
import { itemQuery } from "@/lib/api/queries";
import type { Face } from "@/lib/api/types";
import { garmentName } from "@/lib/garment";
import * as strings from "@/strings";
import styles from "./face.module.css";

const SHOWN = 5;

export function Advice({ face }: { face: Face }) {
  return (
    <section className={styles.advice} aria-labelledby="advice">
      <h2 id="advice">{strings.face.advice}</h2>
      <p className={styles.soft}>{face.note}</p>
      <ul className={styles.topics}>
        {face.advice.map((advice) => (
          <li key={advice.topic} className={styles.topic}>
            <h3>{strings.face.topics[advice.topic]}</h3>
            <p>{advice.text}</p>
            <OwnGarments ids={advice.item_ids.slice(0, SHOWN)} />
            <p className={styles.sources}>
              {strings.face.source}:{" "}
              {advice.sources.map((source, index) => (
                <span key={source.url}>
                  {index > 0 && "; "}
                  <a href={source.url} target="_blank" rel="noreferrer">
                    {source.title}
                  </a>
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
      <p className={styles.soft}>{strings.face.sayMore}</p>
    </section>
  );
}

function OwnGarments({ ids }: { ids: string[] }) {
  const items = useQueries({ queries: ids.map((id) => itemQuery(api, id)) }).flatMap(({ data }) => data ?? []);
  if (items.length === 0) return null;
  return (
    <>
      <h4>{strings.face.yours}</h4>
      <ul className={styles.garments}>
        {items.map((item) => (
          <li key={item.id}>
            <Link href={`/wardrobe/${item.id}`} prefetch={false} aria-label={garmentName(item)}>
              <GarmentPicture item={item} size="thumb" alt="" />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
