import { LinkButton } from "@/components/button";
import { EmptyState } from "@/components/empty-state";
import * as strings from "@/strings";

export default function NotFound() {
  return (
    <main>
      <EmptyState
        title={strings.problem.notFoundTitle}
        actions={<LinkButton href="/">{strings.actions.home}</LinkButton>}
      >
        {strings.problem.notFound}
      </EmptyState>
    </main>
  );
}
