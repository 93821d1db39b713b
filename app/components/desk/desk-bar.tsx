import { Columns2 } from "lucide-react";
import { Suspense } from "react";
import { ExportMenu } from "~/components/library/export-menu.tsx";
import { ButtonLink } from "~/components/ui/button.tsx";
import { late } from "~/components/ui/late.ts";
import { atLeast } from "~/core/access/can.ts";
import type { DocumentDetail } from "~/core/document/document.ts";
import { DocumentMenu, KeysButton } from "./document-menus.tsx";
import { SaveStatus } from "./save-status.tsx";
import type { DocumentDesk } from "./use-document-desk.ts";
import { useOthers } from "./use-others.ts";

const PresenceRow = late(async () => (await import("./presence-row.tsx")).PresenceRow);

export interface DeskBarProps {
  document: DocumentDetail;
  viewerId: string;
  live: DocumentDesk;
  onKeys: () => void;
}

/** The right of the top bar: is it saved, who is here, what can be done with the document. */
export function DeskBar({ document, viewerId, live, onKeys }: DeskBarProps) {
  const { connection, editor, store, role } = live;
  const others = useOthers(connection, viewerId);
  return (
    <div className="desk-bar">
      <SaveStatus connections={[connection]} stores={[store]} />
      {connection && others && (
        <Suspense>
          <PresenceRow connection={connection} editor={editor} viewerId={viewerId} />
        </Suspense>
      )}
      <KeysButton onOpen={onKeys} />
      <ButtonLink to={`/workspaces/${document.workspaceId}/compare?left=${document.id}`}>
        <Columns2 aria-hidden="true" /> <span className="desk-bar__word">Compare</span>
      </ButtonLink>
      <ExportMenu source={`/api/v1/documents/${document.id}`} variant="primary" />
      <DocumentMenu document={document} manages={atLeast(role, "lead")} />
    </div>
  );
}
