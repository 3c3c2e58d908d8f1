import type { Metadata } from "next";
import { PageHeader } from "@/components/page-header";
import * as strings from "@/strings";
import { AlikeList } from "./alike-list";
import { ArchiveProgress } from "./archive-progress";
import { DropZone } from "./drop-zone";
import { Drafts } from "./drafts";
import { ShopImport } from "./shop-import";
import { UploadList } from "./upload-list";

export const metadata: Metadata = { title: strings.add.title };

export default function AddPage() {
  return (
    <>
      <PageHeader title={strings.add.title} lead={strings.add.lead} />
      <DropZone />
      <ShopImport />
      <ArchiveProgress />
      <AlikeList />
      <UploadList />
      <Drafts />
    </>
  );
}
