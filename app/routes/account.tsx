import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { TokenList } from "~/components/members/token-list.tsx";
import { PlainPage } from "~/components/shell/plain-page.tsx";
import { Button } from "~/components/ui/button.tsx";
import type { ProblemDetails } from "~/components/ui/problem-details.ts";
import { attempt, formText, orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction = () => [{ title: "Account – Rapporteur" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const viewer = requireViewer(context, request);
  return { viewer, tokens: await orRespond(context.queries.tokens()) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  requireViewer(context, request);
  const form = await request.formData();
  const refused = (problem: ProblemDetails) => data({ token: null, problem }, { status: problem.status });
  switch (formText(form, "intent")) {
    case "create": {
      const made = await attempt(context.commands.createToken(formText(form, "name")));
      return made.ok ? data({ token: made.value.token, problem: null }) : refused(made.problem);
    }
    case "revoke": {
      const gone = await attempt(context.commands.revokeToken(formText(form, "token")));
      return gone.ok ? data({ token: null, problem: null }) : refused(gone.problem);
    }
    default:
      throw new Response(null, { status: 400 });
  }
}

export default function Account() {
  const { viewer, tokens } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  return (
    <PlainPage title="Account">
      <section className="card stack" aria-labelledby="who">
        <h2 id="who">You</h2>
        <p>
          <strong dir="auto">{viewer.name}</strong> · {viewer.email}
        </p>
        <Form method="post" action="/sign-out">
          <Button type="submit">Sign out</Button>
        </Form>
      </section>
      <TokenList tokens={tokens} made={result?.token ?? null} problem={result?.problem ?? null} />
    </PlainPage>
  );
}
