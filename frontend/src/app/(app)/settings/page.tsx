import type { Metadata } from "next";
import { cookies } from "next/headers";
import { PageHeader } from "@/components/page-header";
import { Prefetched } from "@/components/prefetched";
import { sessionsQuery } from "@/lib/api/queries";
import { readTheme } from "@/lib/theme";
import * as strings from "@/strings";
import { Appearance } from "./appearance";
import { Cutouts } from "./cutouts";
import { Devices } from "./devices";
import { Erasure } from "./erasure";
import { Privacy } from "./privacy";
import { SignInSettings } from "./sign-in-settings";
import { YourData } from "./your-data";
import styles from "./settings.module.css";

export const metadata: Metadata = { title: strings.settings.title };

export default async function SettingsPage() {
  const theme = readTheme((await cookies()).get("theme")?.value);
  return (
    <>
      <PageHeader title={strings.settings.title} />
      <Prefetched ask={(client, api) => [client.prefetchQuery(sessionsQuery(api))]}>
        <div className={styles.settings}>
          <SignInSettings />
          <Devices />
          <Appearance initial={theme} />
          <Privacy />
          <Cutouts />
          <YourData />
          <Erasure />
        </div>
      </Prefetched>
    </>
  );
}
