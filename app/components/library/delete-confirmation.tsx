import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { Button, ButtonLink } from "~/components/ui/button.tsx";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";

export interface DeleteConfirmationProps {
  document: DocumentSummary;
  /** The address without the question. */
  back: string;
}

/** Asked because it can't be undone; kept in the address, so that it works without scripts. */
export function DeleteConfirmation({ document, back }: DeleteConfirmationProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const busy = useNavigation().state === "submitting";
  useEffect(() => heading.current?.focus(), [document.id]);
  const { annotations, links } = document.counts;
  return (
    <section className="notice notice--danger" aria-labelledby="delete-title">
      <h2 id="delete-title" className="notice__title" tabIndex={-1} ref={heading}>
        Delete {documentLabel(document)}?
      </h2>
      <p>
        Its text, {annotations} {annotations === 1 ? "mark" : "marks"} and {links} {links === 1 ? "link" : "links"} go with it, for everybody. This
        can’t be undone.
      </p>
      <Form method="post" action={back} className="row">
        <input type="hidden" name="intent" value="delete" />
        <input type="hidden" name="document" value={document.id} />
        <Button type="submit" variant="danger" busy={busy}>
          Delete for good
        </Button>
        <ButtonLink to={back} preventScrollReset>
          Keep it
        </ButtonLink>
      </Form>
    </section>
  );
}
