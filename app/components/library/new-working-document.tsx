import { Form, useNavigation } from "@remix-run/react";
import { FilePlus2 } from "lucide-react";
import { Button } from "~/components/ui/button.tsx";
import { Disclosure } from "~/components/ui/disclosure.tsx";
import { TextField } from "~/components/ui/fields.tsx";

/** A text of the team's own, written together. */
export function NewWorkingDocument() {
  const busy = useNavigation().state === "submitting";
  return (
    <Disclosure
      label={
        <>
          <FilePlus2 aria-hidden="true" /> New working document
        </>
      }
    >
      <Form method="post" className="stack">
        <input type="hidden" name="intent" value="create" />
        <TextField label="Title" name="title" required maxLength={500} autoComplete="off" hint="A text of your own, which all of you can write in." />
        <Button type="submit" variant="primary" busy={busy}>
          Create and open
        </Button>
      </Form>
    </Disclosure>
  );
}
