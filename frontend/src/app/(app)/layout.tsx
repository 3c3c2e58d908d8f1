import type { ReactNode } from "react";
import { Nav } from "@/components/nav";
import { Prefetched } from "@/components/prefetched";
import { Providers } from "@/components/providers";
import { SessionGuard } from "@/components/session-guard";
import { UploadsProvider } from "@/components/uploads-provider";
import { meQuery, reviewQuery } from "@/lib/api/queries";
import * as strings from "@/strings";
import styles from "./layout.module.css";

export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <Providers>
      <Prefetched ask={(client, api) => [client.prefetchQuery(meQuery(api)), client.prefetchQuery(reviewQuery(api))]}>
        <a href="#main" className={styles.skip}>
          {strings.nav.skip}
        </a>
        <Nav />
        <UploadsProvider>
          <main id="main" className={styles.main}>
            {children}
          </main>
        </UploadsProvider>
        <SessionGuard />
      </Prefetched>
    </Providers>
  );
}
