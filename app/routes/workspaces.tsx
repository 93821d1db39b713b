import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { roleName } from "~/components/members/role-words.ts";
import { PlainPage } from "~/components/shell/plain-page.tsx";
import { Button } from "~/components/ui/button.tsx";
import { Chip } from "~/components/ui/chip.tsx";
import { TextField } from "~/components/ui/fields.tsx";
import { fieldError } from "~/components/ui/problem-details.ts";
import { FormProblem } from "~/components/ui/problem.tsx";
import { attempt, formText, orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction = () => [{ title: "Workspaces – Rapporteur" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  requireViewer(context, request);
  return { workspaces: await orRespond(context.queries.workspaces()) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  requireViewer(context, request);
  const name = formText(await request.formData(), "name");
  const made = await attempt(context.commands.createWorkspace(name));
  if (!made.ok) return data({ name, problem: made.problem }, { status: made.problem.status });
  return redirect(`/workspaces/${made.value.id}`);
}

export default function Workspaces() {
  const { workspaces } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const busy = useNavigation().state === "submitting";
  return (
    <PlainPage title="Workspaces">
      {workspaces.length > 0 ? (
        <ul className="card table-card link-list" aria-label="Your workspaces">
          {workspaces.map((workspace) => (
            <li key={workspace.id}>
              <Link to={`/workspaces/${workspace.id}`}>
                <span dir="auto">{workspace.name}</span>
                <Chip tone="quiet">{roleName(workspace.role)}</Chip>
              </Link>
            </li>
          ))}
        </ul>
      ) : (
        <p className="soft">
          You belong to no workspace yet. A workspace holds the documents of one piece of work and the people who read them. Create one here, or
          ask for an invitation to one that exists.
        </p>
      )}
      <section className="card stack" aria-labelledby="new-workspace">
        <h2 id="new-workspace">New workspace</h2>
        <Form method="post" className="stack">
          <FormProblem problem={result?.problem} />
          <TextField
            label="Name"
            name="name"
            required
            maxLength={200}
            autoComplete="off"
            hint="For instance the State and the review it is about."
            defaultValue={result?.name}
            error={fieldError(result?.problem, "name")}
          />
          <div>
            <Button type="submit" variant="primary" busy={busy}>
              Create workspace
            </Button>
          </div>
        </Form>
      </section>
    </PlainPage>
  );
}
