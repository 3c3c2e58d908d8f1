import { BlockSkeleton } from "@/components/skeleton";

export default function Loading() {
  return <BlockSkeleton tall />;
}
