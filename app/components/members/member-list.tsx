import { Form } from "@remix-run/react";
import type { Member } from "~/context.ts";
import { Avatar } from "~/components/ui/avatar.tsx";
import { Button } from "~/components/ui/button.tsx";
import { Disclosure } from "~/components/ui/disclosure.tsx";
import { Select } from "~/components/ui/fields.tsx";
import { formatDate } from "~/components/ui/relative-time.tsx";
import { ROLE_NAMES, roleName } from "./role-words.ts";

export interface MemberListProps {
  members: Member[];
  viewerId: string;
  /** Roles may be changed and people removed. */
  manage: boolean;
}

export function MemberList({ members, viewerId, manage }: MemberListProps) {
  return (
    <section className="card table-card" aria-label="People">
      <table className="table members">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">Since</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.id}>
              <th scope="row">
                <div className="person">
                  <Avatar person={member} decorative />
                  <div>
                    <div>
                      <strong dir="auto">{member.name}</strong>
                      {member.id === viewerId && " (you)"}
                    </div>
                    <div className="soft small">{member.email}</div>
                  </div>
                </div>
              </th>
              <td>{manage ? <RoleForm member={member} /> : roleName(member.role)}</td>
              <td data-label="Since" className="soft">
                {formatDate(member.since)}
              </td>
              <td className="table__number">
                {(manage || member.id === viewerId) && <RemoveForm member={member} self={member.id === viewerId} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RoleForm({ member }: { member: Member }) {
  return (
    <Form method="post" className="row" key={member.role}>
      <input type="hidden" name="intent" value="role" />
      <input type="hidden" name="user" value={member.id} />
      <Select
        label={`Role of ${member.name}`}
        hideLabel
        name="role"
        className="input--auto"
        defaultValue={member.role}
        options={ROLE_NAMES}
        autoComplete="off"
      />
      <Button type="submit" size="small" aria-label={`Change the role of ${member.name}`}>
        Change
      </Button>
    </Form>
  );
}

function RemoveForm({ member, self }: { member: Member; self: boolean }) {
  return (
    <Disclosure
      variant="danger"
      size="small"
      label={
        <>
          {self ? "Leave" : "Remove"}
          <span className="visually-hidden">{self ? "the workspace" : member.name}</span>
        </>
      }
    >
      <Form method="post" className="stack stack--tight">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="user" value={member.id} />
        <p className="small">
          {self ? "You" : member.name} will not see this workspace any more. What {self ? "you have" : "this person has"} marked stays.
        </p>
        <Button type="submit" variant="danger">
          {self ? "Leave the workspace" : `Remove ${member.name}`}
        </Button>
      </Form>
    </Disclosure>
  );
}
