import { Form, useNavigation } from "@remix-run/react";
import type { ApiToken } from "~/context.ts";
import { Button } from "~/components/ui/button.tsx";
import { CopyField } from "~/components/ui/copy-field.tsx";
import { TextField } from "~/components/ui/fields.tsx";
import { fieldError, type ProblemDetails } from "~/components/ui/problem-details.ts";
import { FormProblem } from "~/components/ui/problem.tsx";
import { RelativeTime } from "~/components/ui/relative-time.tsx";

export interface TokenListProps {
  tokens: ApiToken[];
  /** The token that was just made: shown this once. */
  made: string | null;
  problem: ProblemDetails | null;
}

/** Personal API tokens: what exists, a new one, the end of one. */
export function TokenList({ tokens, made, problem }: TokenListProps) {
  const busy = useNavigation().state === "submitting";
  return (
    <section className="card stack" aria-labelledby="tokens">
      <div>
        <h2 id="tokens">API tokens</h2>
        <p className="soft">
          A token lets a program of yours do what you may do, through <code>/api/v1</code>. Whoever has it acts in your name.
        </p>
      </div>
      <FormProblem problem={problem} />
      {made && (
        <div className="notice notice--good" role="status">
          <p className="notice__title">The token is made</p>
          <p>Copy it now: it is kept only in a form that can’t be read, and is not shown again.</p>
          <CopyField label="New token" value={made} />
        </div>
      )}
      {tokens.length > 0 && (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Made</th>
                <th scope="col">Last used</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {tokens.map((token) => (
                <tr key={token.id}>
                  <th scope="row" dir="auto">
                    {token.name}
                  </th>
                  <td data-label="Made">
                    <RelativeTime iso={token.createdAt} />
                  </td>
                  <td data-label="Last used">{token.lastUsedAt ? <RelativeTime iso={token.lastUsedAt} /> : "never"}</td>
                  <td className="table__number">
                    <Form method="post">
                      <input type="hidden" name="intent" value="revoke" />
                      <input type="hidden" name="token" value={token.id} />
                      <Button type="submit" variant="danger" size="small" aria-label={`Revoke ${token.name}`}>
                        Revoke
                      </Button>
                    </Form>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Form method="post" className="copy" key={made ?? "new"}>
        <input type="hidden" name="intent" value="create" />
        <TextField
          label="Name of a new token"
          name="name"
          required
          maxLength={100}
          autoComplete="off"
          error={fieldError(problem, "name")}
        />
        <Button type="submit" variant="primary" busy={busy}>
          Create token
        </Button>
      </Form>
    </section>
  );
}
