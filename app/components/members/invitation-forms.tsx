import { Form, Link, useNavigation } from "@remix-run/react";
import type { Viewer } from "~/context.ts";
import { Button } from "~/components/ui/button.tsx";
import { TextField } from "~/components/ui/fields.tsx";
import { fieldError, type ProblemDetails } from "~/components/ui/problem-details.ts";
import { FormProblem } from "~/components/ui/problem.tsx";

const PASSWORD_LENGTH = 10;

/** For somebody signed in. */
export function JoinForm({ viewer, problem }: { viewer: Viewer; problem: ProblemDetails | null }) {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post" className="stack">
      <FormProblem problem={problem} />
      <p className="soft">
        You are signed in as {viewer.name} ({viewer.email}).
      </p>
      <Button type="submit" variant="primary" size="large" busy={busy}>
        Join the workspace
      </Button>
    </Form>
  );
}

export interface NewAccountFormProps {
  problem: ProblemDetails | null;
  /** What had been typed before a refusal. */
  given: { name?: string; email?: string };
  /** The way for those who have an account. */
  signInPath: string;
}

/** For somebody without an account, or not signed in. */
export function NewAccountForm({ problem, given, signInPath }: NewAccountFormProps) {
  const busy = useNavigation().state !== "idle";
  return (
    <div className="stack">
      <p>
        Have an account? <Link to={signInPath}>Sign in first</Link>; you come back here. Otherwise make one:
      </p>
      <Form method="post" className="stack">
        <FormProblem problem={problem} />
        <TextField
          label="Your name, as others see it"
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={given.name}
          error={fieldError(problem, "name")}
        />
        <TextField
          label="E-mail address"
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={given.email}
          error={fieldError(problem, "email")}
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={PASSWORD_LENGTH}
          hint={`At least ${PASSWORD_LENGTH} characters. A few words are easier to remember than signs.`}
          error={fieldError(problem, "password")}
        />
        <Button type="submit" variant="primary" size="large" busy={busy}>
          {busy ? "Making the account…" : "Make the account and join"}
        </Button>
      </Form>
    </div>
  );
}
