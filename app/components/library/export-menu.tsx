import { Download } from "lucide-react";
import { Disclosure } from "~/components/ui/disclosure.tsx";

export interface ExportMenuProps {
  /** Of what, as the API addresses it: "/api/v1/workspaces/ID" or "/api/v1/documents/ID". */
  source: string;
  variant?: "quiet" | "primary";
}

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
export function ExportMenu({ source, variant }: ExportMenuProps) {
  return (
    <Disclosure
      variant={variant}
      flush
      label={
        <>
          <Download aria-hidden="true" /> <span className="button__word">Export</span>
        </>
      }
    >
      <div className="stack stack--tight">
        {CHOICES.map(({ state, title }) => (
          <div key={state}>
            <p className="menu__label">{title}</p>
            <ul>
              {FORMATS.map(({ format, name }) => (
                <li key={format}>
                  <a className="menu__item" href={`${source}/export.${format}?state=${state}`} download>
                    {name}
                    <span className="visually-hidden">, {title.toLowerCase()}</span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Disclosure>
  );
}
