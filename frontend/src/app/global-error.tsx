"use client";

import { PageError } from "@/components/page-error";
import * as strings from "@/strings";
import "@/styles/tokens.css";
import "@/styles/base.css";

export default function GlobalError(props: { error: Error; reset: () => void }) {
  return (
    <html lang={strings.app.language}>
      <body>
        <main>
          <PageError {...props} />
        </main>
      </body>
    </html>
  );
}
