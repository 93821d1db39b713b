import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { WorkspacePage } from "~/components/shell/workspace-page.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import type { TagKind } from "~/core/codebook/tags.ts";
import { orRespond } from "~/respond.ts";
import { requireViewer } from "~/session.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Codebook${data ? ` – ${data.workspace.name}` : ""} – Rapporteur` },
];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  requireViewer(context, request);
  const workspaceId = params.workspaceId ?? "";
  const { queries } = context;
  const [workspace, tags, waiting] = await orRespond(
    Promise.all([queries.workspace(workspaceId), queries.tags(workspaceId), queries.waitingCount(workspaceId)]),
  );
  return { workspace, tags, waiting };
}

const KINDS: { kind: TagKind; title: string; text: string }[] = [
  { kind: "assessment", title: "Assessments", text: "Was it answered? One text against another." },
  { kind: "claim", title: "Claims", text: "They say something about two passages or more, and need both." },
  { kind: "structure", title: "Structure", text: "What a passage is in the dialogue between committee and State." },
  { kind: "content", title: "Content", text: "What a passage says." },
  { kind: "work", title: "Work in progress", text: "What the team still has to do." },
];

export default function Codebook() {
  const { workspace, tags, waiting } = useLoaderData<typeof loader>();
  return (
    <WorkspacePage workspace={workspace} waiting={waiting} title="Codebook">
      <p className="soft">What each tag means in this workspace. Reviewers judge by these sentences.</p>
      {KINDS.map(({ kind, title, text }) => {
        const ofKind = tags.filter((tag) => tag.kind === kind);
        if (ofKind.length === 0) return null;
        return (
          <section key={kind} className="stack" aria-labelledby={`kind-${kind}`}>
            <div>
              <h2 id={`kind-${kind}`}>{title}</h2>
              <p className="soft small">{text}</p>
            </div>
            <dl className="codebook">
              {ofKind.map((tag) => (
                <div key={tag.id} className="card" id={`tag-${tag.slug}`}>
                  <dt>
                    <TagBadge tag={tag} />
                  </dt>
                  <dd dir="auto">{tag.meaning}</dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </WorkspacePage>
  );
}
