import { Download, EllipsisVertical, FileDown, FileText, Trash2 } from "lucide-react";
import { Button } from "~/components/ui/button.tsx";
import { Disclosure } from "~/components/ui/disclosure.tsx";
import type { DocumentDetail } from "~/core/document/document.ts";

const FORMATS = [
  { format: "html", name: "Report to read and print (HTML)" },
  { format: "md", name: "Report as text (Markdown)" },
  { format: "csv", name: "Table (CSV)" },
  { format: "jsonld", name: "Web annotations (JSON-LD)" },
] as const;

const CHOICES = [
  { state: "approved", title: "Approved marks" },
  { state: "all", title: "All marks, with their state" },
] as const;

/** Files to take away. Plain links: the browser saves what comes. */
export function ExportChoices({ documentId }: { documentId: string }) {
  return (
    <Disclosure
      variant="primary"
      label={
        <>
          <Download aria-hidden="true" /> <span className="desk-bar__word">Export</span>
        </>
      }
    >
      {CHOICES.map(({ state, title }) => (
        <div key={state}>
          <p className="menu__label">{title}</p>
          <ul>
            {FORMATS.map(({ format, name }) => (
              <li key={format}>
                <a className="menu__item" href={`/api/v1/documents/${documentId}/export.${format}?state=${state}`} download>
                  {name}
                  <span className="visually-hidden">, {title.toLowerCase()}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Disclosure>
  );
}

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
  return (
    <Button variant="bare" icon className="desk-bar__keys" aria-label="All keys" aria-keyshortcuts="?" onClick={onOpen}>
      ?
    </Button>
  );
}
