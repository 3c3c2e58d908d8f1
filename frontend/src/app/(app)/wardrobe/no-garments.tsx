"use client";

import { Button } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/page-header";
import { useSamples } from "@/lib/wardrobe/use-samples";
import * as strings from "@/strings";

export function NoGarments() {
  const { add } = useSamples();
  return (
    <>
      <PageHeader title={strings.wardrobe.title} />
      <EmptyState
        title={strings.wardrobe.emptyTitle}
        actions={
          <>
            <LinkButton look="solid" href="/add">
              {strings.wardrobe.addPhotos}
            </LinkButton>
            <Button onClick={() => add.mutate()} busy={add.isPending}>
              {add.isPending ? strings.wardrobe.addingSamples : strings.wardrobe.trySamples}
            </Button>
          </>
        }
      >
        {strings.wardrobe.empty}
      </EmptyState>
    </>
  );
}
