import { Form } from "@remix-run/react";
import type { DemoAccount } from "~/context.ts";
import { Button } from "~/components/ui/button.tsx";
import { roleName } from "./role-words.ts";

export interface DemoAccountsProps {
  accounts: DemoAccount[];
  password: string;
  /** Where to go afterwards. */
  to: string;
}

/** One button a person, so that every role can be tried. */
export function DemoAccounts({ accounts, password, to }: DemoAccountsProps) {
  return (
    <section className="card stack" aria-labelledby="demo-title">
      <div>
        <h2 id="demo-title">Look around</h2>
        <p className="soft">
          This is a demonstration with documents about an invented State: choose a person and see what their role can do.
        </p>
      </div>
      <ul className="demo-accounts">
        {accounts.map((account) => (
          <li key={account.email}>
            <Form method="post" action="/sign-in">
              <input type="hidden" name="email" value={account.email} />
              <input type="hidden" name="password" value={password} />
              <input type="hidden" name="to" value={to} />
              <Button type="submit">
                {roleName(account.role)} — {account.name}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </section>
  );
}
