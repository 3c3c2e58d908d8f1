import { EmptyState } from "@/components/empty-state";
import { buttonClasses } from "@/components/button";
import * as strings from "@/strings";

export default function NotFound() {
  return (
    <main>
      <EmptyState
        title={strings.problem.notFoundTitle}
        actions={
          // A plain link: this page is part of every other one, and is to weigh nothing there.
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
