import { Form, useSubmit } from "@remix-run/react";
import { Button } from "~/components/ui/button.tsx";
import { Select } from "~/components/ui/fields.tsx";
import { useHydrated } from "~/components/ui/use-hydrated.ts";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";

export interface DocumentChooserProps {
  documents: readonly DocumentSummary[];
  left: string | null;
  right: string | null;
}

/** Which two documents are compared. A plain form, sent by itself when scripts run. */
export function DocumentChooser({ documents, left, right }: DocumentChooserProps) {
  const submit = useSubmit();
  const hydrated = useHydrated();
  const options = [{ value: "", label: "Choose a document" }, ...documents.map((one) => ({ value: one.id, label: nameOf(one) }))];
  return (
    <Form method="get" className="chooser" onChange={(event) => submit(event.currentTarget, { replace: true })}>
      <Select key={`left ${left}`} name="left" label="Left document" hideLabel options={options} defaultValue={left ?? ""} />
      <Select key={`right ${right}`} name="right" label="Right document" hideLabel options={options} defaultValue={right ?? ""} />
      {!hydrated && <Button type="submit">Compare</Button>}
    </Form>
  );
}

function nameOf(document: DocumentSummary): string {
  const label = documentLabel(document);
  const facts = [document.type, document.date?.slice(0, 4)].filter(Boolean).join(", ");
  return facts ? `${label} (${facts})` : label;
}
