import { Form, useNavigation } from "@remix-run/react";
import type { Invitation } from "~/context.ts";
import { Button } from "~/components/ui/button.tsx";
import { CopyField } from "~/components/ui/copy-field.tsx";
import { Select } from "~/components/ui/fields.tsx";
import { formatDate } from "~/components/ui/relative-time.tsx";
import { useHydrated } from "~/components/ui/use-hydrated.ts";
import { ROLE_OPTIONS, roleName } from "./role-words.ts";

export interface InvitationsProps {
  invitations: Invitation[];
  /** The address of the invitation just made: shown this once. */
  link: string | null;
}

/** Ways in for people who are not here yet. */
export function Invitations({ invitations, link }: InvitationsProps) {
  const hydrated = useHydrated();
  const busy = useNavigation().state === "submitting";
  return (
    <section className="card stack" aria-labelledby="invitations">
      <div>
        <h2 id="invitations">Invitations</h2>
        <p className="soft">A link lets one person in, once, within a week. Send it by a way you trust.</p>
      </div>
      {link && (
        <div className="notice notice--good" role="status">
          <p className="notice__title">The invitation is ready</p>
          <p>Copy the link now; it is not shown again.</p>
          <CopyField label="Invitation link" value={hydrated ? onThisOrigin(link) : link} />
        </div>
      )}
      {invitations.length > 0 && (
        <ul className="stack stack--tight">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="row row--between">
              <span>
                As {roleName(invitation.role).toLowerCase()}, made {formatDate(invitation.createdAt)}
                {invitation.createdBy ? ` by ${invitation.createdBy}` : ""}, open until {formatDate(invitation.expiresAt)}
              </span>
              <Form method="post">
                <input type="hidden" name="intent" value="revoke" />
                <input type="hidden" name="invitation" value={invitation.id} />
                <Button type="submit" variant="danger" size="small">
                  Withdraw
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" className="copy">
        <input type="hidden" name="intent" value="invite" />
        <Select label="Invite somebody as" name="role" defaultValue="annotator" options={ROLE_OPTIONS} />
        <Button type="submit" variant="primary" busy={busy}>
          Create invitation link
        </Button>
      </Form>
    </section>
  );
}

/** The address as this browser reaches the site; behind a proxy the server may know another one. */
function onThisOrigin(link: string): string {
  return new URL(new URL(link).pathname, window.location.origin).href;
}
