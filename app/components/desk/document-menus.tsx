import { EllipsisVertical, FileDown, FileText, Trash2 } from "lucide-react";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { Button } from "~/components/ui/button.tsx";
import { Disclosure } from "~/components/ui/disclosure.tsx";
import type { DocumentDetail } from "~/core/document/document.ts";

export interface DocumentMenuProps {
  document: DocumentDetail;
  /** The viewer may delete documents of the workspace. */
  manages: boolean;
}

/** What else can be done with a document; nothing when there is nothing. */
export function DocumentMenu({ document, manages }: DocumentMenuProps) {
  if (!document.importReport && !document.original && !manages) return null;
  return (
    <Disclosure
      variant="bare"
      flush
      label={
        <>
          <EllipsisVertical aria-hidden="true" />
          <span className="visually-hidden">This document</span>
        </>
      }
    >
      <ul>
        {document.importReport && (
          <li>
            <a className="menu__item" href={`/documents/${document.id}/import-report`}>
              <FileText aria-hidden="true" /> How it was read
            </a>
          </li>
        )}
        {document.original && (
          <li>
            <a className="menu__item" href={`/api/v1/documents/${document.id}/original`} download>
              <FileDown aria-hidden="true" /> The file as uploaded
            </a>
          </li>
        )}
        {manages && (
          <li>
            <a className="menu__item menu__item--danger" href={`/workspaces/${document.workspaceId}?delete=${document.id}`}>
              <Trash2 aria-hidden="true" /> Delete…
            </a>
          </li>
        )}
      </ul>
    </Disclosure>
  );
}

/** The sheet of keys opens from here as well as by its key. */
export function KeysButton({ onOpen }: { onOpen: () => void }) {
  const keyOf = useShortcuts();
  return (
    <Button variant="bare" icon className="desk-bar__keys" aria-label="All keys" {...keyOf("keys").props} onClick={onOpen}>
      ?
    </Button>
  );
}
