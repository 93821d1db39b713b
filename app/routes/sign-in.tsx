import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { useEffect } from "react";
import { DemoAccounts } from "~/components/members/demo-accounts.tsx";
import { PlainPage } from "~/components/shell/plain-page.tsx";
import { Button } from "~/components/ui/button.tsx";
import { TextField } from "~/components/ui/fields.tsx";
import { Problem } from "~/components/ui/problem.tsx";
import { takeDrafts } from "~/live/drafts.ts";
import { formText } from "~/respond.ts";
import { safeRedirectTarget } from "~/session.ts";

export const meta: MetaFunction = () => [{ title: "Sign in – Rapporteur" }];

export function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  const to = safeRedirectTarget(searchParams.get("to"));
  if (context.viewer) throw redirect(to);
  return { to, demo: context.demo, hasLeft: searchParams.has("left") };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const email = formText(form, "email");
  const given = form.get("password");
  const password = typeof given === "string" ? given : "";
  if (!email || !password) {
    return data({ email, problem: "Please give your e-mail address and your password." }, { status: 422 });
  }
  const headers = await context.signIn(email, password);
  if (!headers) {
    return data({ email, problem: "E-mail address or password is wrong." }, { status: 401 });
  }
  return redirect(safeRedirectTarget(formText(form, "to")), { headers });
}

export default function SignIn() {
  const { to, demo, hasLeft } = useLoaderData<typeof loader>();
  const result = useActionData<typeof action>();
  const busy = useNavigation().state !== "idle";
  useEffect(() => {
    takeDrafts();
    if (hasLeft) void import("~/live/mark-keeping.ts").then(({ wipeUnsent }) => wipeUnsent(null, ""));
  }, [hasLeft]);
  return (
    <PlainPage title="Sign in" width="form">
      {demo && <DemoAccounts accounts={demo.accounts} password={demo.password} to={to} />}
      <Form method="post" className="stack" aria-label="Sign in">
        {result && <Problem title="You are not signed in" detail={result.problem} next={`Try again${demo ? ", or use a demo account above" : ""}. Somebody who leads your workspace can invite you.`} />}
        <input type="hidden" name="to" value={to} />
        <TextField label="E-mail address" name="email" type="email" autoComplete="username" required defaultValue={result?.email} />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
        <Button type="submit" variant="primary" size="large" busy={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </Button>
      </Form>
    </PlainPage>
  );
}
