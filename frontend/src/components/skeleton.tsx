import styles from "./skeleton.module.css";

/** Placeholders in the shape of the garment grid. */
export function GridSkeleton({ count = 12 }: { count?: number }) {
  return (
    <div className={styles.grid} aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.tile} />
      ))}
    </div>
  );
}

export function BlockSkeleton({ tall }: { tall?: boolean }) {
  return <div className={tall ? styles.tall : styles.block} aria-hidden />;
}
