import { EmptyState } from "@/components/empty-state";
import { buttonClasses } from "@/components/button";
import * as strings from "@/strings";

export default function NotFound() {
  return (
    <main>
      <EmptyState
        title={strings.problem.notFoundTitle}
        actions={
          // A plain link: every page includes this one, so it must add no script.
          // eslint-disable-next-line @next/next/no-html-link-for-pages
          <a href="/" className={buttonClasses({})}>
            {strings.actions.home}
          </a>
        }
      >
        {strings.problem.notFound}
      </EmptyState>
    </main>
  );
}
