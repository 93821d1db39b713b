import { Form, useSubmit } from "@remix-run/react";
import { Button } from "~/components/ui/button.tsx";
import { Select } from "~/components/ui/fields.tsx";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";

const FORM = "compare";

/** The form to which both choosers belong. A plain one: its button is for pages without scripts, with them it sends itself. */
export function ChooserForm() {
  return (
    <Form id={FORM} method="get" className="chooser-form">
      <Button type="submit">Compare</Button>
    </Form>
  );
}

export interface DocumentChooserProps {
  side: "left" | "right";
  documents: readonly DocumentSummary[];
  chosen: string | null;
}

/** Which document stands on one side. */
export function DocumentChooser({ side, documents, chosen }: DocumentChooserProps) {
  const submit = useSubmit();
  const options = [{ value: "", label: "Choose a document" }, ...documents.map((one) => ({ value: one.id, label: documentLabel(one) }))];
  return (
    <Select
      key={chosen}
      form={FORM}
      name={side}
      label={side === "left" ? "Left document" : "Right document"}
      hideLabel
      className="chooser"
      options={options}
      defaultValue={chosen ?? ""}
      onChange={(event) => submit(event.currentTarget.form, { replace: true })}
    />
  );
}
