import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { JoinForm, NewAccountForm } from "~/components/members/invitation-forms.tsx";
import { roleName } from "~/components/members/role-words.ts";
import { PlainPage } from "~/components/shell/plain-page.tsx";
import { ButtonLink } from "~/components/ui/button.tsx";
import { Problem } from "~/components/ui/problem.tsx";
import { attempt, formText, orRespond } from "~/respond.ts";

export const meta: MetaFunction = () => [{ title: "Invitation – Rapporteur" }];

export async function loader({ context, params }: LoaderFunctionArgs) {
  const secret = params.secret ?? "";
  return { secret, viewer: context.viewer, offer: await orRespond(context.queries.invitation(secret)) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const secret = params.secret ?? "";
  if (context.viewer) {
    const joined = await attempt(context.commands.acceptInvitation(secret));
    if (!joined.ok) return data({ problem: joined.problem, name: "", email: "" }, { status: joined.problem.status });
    return redirect(`/workspaces/${joined.value.workspaceId}`);
  }
  const form = await request.formData();
  const password = form.get("password");
  const person = { name: formText(form, "name"), email: formText(form, "email"), password: typeof password === "string" ? password : "" };
  const made = await attempt(context.commands.signUpByInvitation(secret, person));
  if (!made.ok) {
    return data({ problem: made.problem, name: person.name, email: person.email }, { status: made.problem.status });
  }
  const headers = await context.signIn(person.email, person.password);
  const to = `/workspaces/${made.value.workspaceId}`;
  return headers ? redirect(to, { headers }) : redirect(`/sign-in?to=${encodeURIComponent(to)}`);
}

export default function Invite() {
  const { secret, viewer, offer } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  if (offer.problem) {
    return (
      <PlainPage title="This invitation does not work" crumb="Invitation" width="form">
        <Problem title="You have not joined" detail={offer.problem} action={<ButtonLink to="/">Go to your documents</ButtonLink>} />
      </PlainPage>
    );
  }
  return (
    <PlainPage title={`Join “${offer.workspaceName}”`} crumb="Invitation" width="form">
      <p>
        You are invited as <strong>{roleName(offer.role).toLowerCase()}</strong> to the workspace <strong dir="auto">{offer.workspaceName}</strong>.
      </p>
      {viewer ? (
        <JoinForm viewer={viewer} problem={result?.problem ?? null} />
      ) : (
        <NewAccountForm
          problem={result?.problem ?? null}
          given={{ name: result?.name, email: result?.email }}
          signInPath={`/sign-in?to=${encodeURIComponent(`/invite/${secret}`)}`}
        />
      )}
    </PlainPage>
  );
}
