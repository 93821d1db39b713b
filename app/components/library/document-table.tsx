import { Link } from "@remix-run/react";
import { Trash2 } from "lucide-react";
import { ButtonLink } from "~/components/ui/button.tsx";
import { Chip } from "~/components/ui/chip.tsx";
import { Progress } from "~/components/ui/progress.tsx";
import { formatDate } from "~/components/ui/relative-time.tsx";
import type { DocumentSummary } from "~/core/document/document.ts";

export interface DocumentTableProps {
  documents: DocumentSummary[];
  /** Shows the way to delete a document. */
  manage: boolean;
}

/** The documents of a workspace, with how far the work on each is. */
export function DocumentTable({ documents, manage }: DocumentTableProps) {
  return (
    <div className="card table-card">
      <table className="table">
        <caption className="visually-hidden">Documents</caption>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col" className="table__number">
              Marks
            </th>
            <th scope="col" className="table__number">
              To review
            </th>
            <th scope="col" className="table__number">
              Links
            </th>
            <th scope="col">Approved</th>
            {manage && (
              <th scope="col">
                <span className="visually-hidden">Delete</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => (
            <DocumentRow key={document.id} document={document} manage={manage} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DocumentRow({ document, manage }: { document: DocumentSummary; manage: boolean }) {
  const { annotations, submitted, approved, links } = document.counts;
  const name = document.symbol ?? document.title;
  return (
    <tr>
      <th scope="row">
        <Link to={`/documents/${document.id}`} className="document-name" dir="auto">
          {name}
        </Link>
        {document.symbol && (
          <p className="serif" dir="auto">
            {document.title}
          </p>
        )}
        <p className="soft small document-facts">
          <DocumentFacts document={document} />
        </p>
      </th>
      <td className="table__number" data-label="Marks">
        {annotations}
      </td>
      <td className="table__number" data-label="To review">
        {submitted > 0 ? <Chip tone="warn">{submitted}</Chip> : 0}
      </td>
      <td className="table__number" data-label="Links">
        {links}
      </td>
      <td className="table__wide document-progress">
        <Progress value={approved} max={annotations} tone="good" label={`Approved marks of ${name}`} words={`${approved} of ${annotations}`} />
        <span className="small soft number">
          {approved} of {annotations}
        </span>
      </td>
      {manage && (
        <td className="table__number document-delete">
          <ButtonLink to={`?delete=${document.id}`} variant="bare" size="small" icon preventScrollReset aria-label={`Delete ${name}`} title={`Delete ${name} …`}>
            <Trash2 aria-hidden="true" />
          </ButtonLink>
        </td>
      )}
    </tr>
  );
}

function DocumentFacts({ document }: { document: DocumentSummary }) {
  const facts = [
    document.kind === "working" ? "Working document" : document.type,
    document.date ? formatDate(document.date) : null,
    document.country,
    document.language,
    document.symbolStatus === "inferred" ? "symbol inferred" : null,
  ].filter((fact) => fact !== null);
  return (
    <>
      {facts.join(" · ")}
      {document.kind === "source" && (
        <>
          {facts.length > 0 && " · "}
          <Link to={`/documents/${document.id}/import-report`}>
            How it was read<span className="visually-hidden">: {document.symbol ?? document.title}</span>
          </Link>
        </>
      )}
    </>
  );
}
