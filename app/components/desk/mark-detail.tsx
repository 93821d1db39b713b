import { Link2, Lock, Plus, X } from "lucide-react";
import { Suspense, type MouseEvent } from "react";
import { ActionKey } from "~/components/keys/action-key.tsx";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { Button } from "~/components/ui/button.tsx";
import { late } from "~/components/ui/late.ts";
import { Popover } from "~/components/ui/popover.tsx";
import { TagBadge } from "~/components/ui/tag-badge.tsx";
import { can } from "~/core/access/can.ts";
import type { Annotation } from "~/core/annotation/annotation.ts";
import { awaitsVerdict } from "./card-choice.ts";
import type { OnComment } from "./comment-field.tsx";
import { CommentThread } from "./comment-thread.tsx";
import type { AnnotationCard } from "./desk-cards.ts";
import { tagOf, useDesk } from "./desk-context.ts";
import { LinkBox } from "./link-box.tsx";
import { removeWithUndo, telling } from "./mark-commands.ts";
import { MarkHistory } from "./mark-history.tsx";
import { NoteField } from "./note-field.tsx";
import { VerdictButtons } from "./verdict-buttons.tsx";

const TagsChoice = late(async () => (await import("./tags-choice.tsx")).TagsChoice);

/** The selected card's inside: note, tags, links, comments, and what can be done. */
export function MarkDetail({ card: { annotation, links } }: { card: AnnotationCard }) {
  const { store, actor } = useDesk();
  const { id, note, state, comments, version } = annotation;
  const thing = thingOf(annotation);
  const editable = can(actor, "mark.edit", thing);
  const comment: OnComment = (text, mentions) => telling(store.comment(id, text, mentions));
  return (
    <div className="mark-card__detail">
      <Reasons annotation={annotation} />
      <NoteField markId={id} note={note} state={state} editable={editable} onSave={(next) => void telling(store.edit(id, { note: next }))} />
      {editable && <TagEditor annotation={annotation} />}
      {links.map((link) => (
        <LinkBox key={link.id} link={link} side={link.from.annotationId === id ? "from" : "to"} open />
      ))}
      <CommentThread markId={id} comments={comments} isPrivate={thing.visibility === "private"} onComment={can(actor, "mark.comment", thing) ? comment : null} />
      {awaitsVerdict(annotation, actor) && (
        <VerdictButtons keyed onJudge={(verdict, reason) => void telling(store.judge("annotation", id, { verdict, reason }))} />
      )}
      <MarkActions annotation={annotation} />
      <MarkHistory kind="annotation" id={id} version={version} />
    </div>
  );
}

function thingOf({ author, contributorIds, visibility }: Annotation) {
  return { authorId: author.id, contributorIds, visibility };
}

/** What reviewers said; words of a verdict that no longer counts are shown as such. */
function Reasons({ annotation }: { annotation: Annotation }) {
  const said = annotation.verdicts.filter((verdict) => verdict.reason);
  if (said.length === 0) return null;
  return (
    <ul className="reasons" aria-label="Reviewers’ reasons">
      {said.map((verdict) => (
        <li key={verdict.id} className={verdict.withdrawn ? "reasons__past" : undefined} dir="auto">
          <strong>{verdict.reviewer.name}</strong>
          {verdict.withdrawn && " (before the last change)"}: {verdict.reason}
        </li>
      ))}
    </ul>
  );
}

function TagEditor({ annotation: { id, tags: slugs, state } }: { annotation: Annotation }) {
  const { store, tags } = useDesk();
  const change = (next: string[]) => void telling(store.edit(id, { tags: next }));
  return (
    <div className="tag-editor" role="group" aria-label="Tags">
      {slugs.map((slug) => {
        const tag = tagOf(tags, slug);
        return (
          <span key={slug} className="tag-editor__tag">
            <TagBadge tag={tag} />
            <button type="button" className="tag-editor__remove" aria-label={`Remove the tag ${tag.name}`} onClick={() => change(slugs.filter((one) => one !== slug))}>
              <X aria-hidden="true" />
            </button>
          </span>
        );
      })}
      <Popover
        label="Tags of this mark"
        className="tag-popover"
        trigger={
          <Button variant="bare" size="small">
            <Plus aria-hidden="true" /> Tag
          </Button>
        }
      >
        {(close) => (
          <Suspense>
            <TagsChoice
              tags={tags}
              slugs={slugs}
              state={state}
              onSave={(next) => {
                close();
                if (next) change(next);
              }}
            />
          </Suspense>
        )}
      </Popover>
    </div>
  );
}

/** The focus goes on to the next card when it was on the button that goes with this one. */
function leaveCard(button: HTMLElement): void {
  const item = button.closest("[data-card]");
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  if (document.activeElement === button) next?.querySelector<HTMLElement>("[data-card-name]")?.focus({ preventScroll: true });
}

/** Link, submit, take back, show to the team, delete: what this viewer may do now. */
function MarkActions({ annotation }: { annotation: Annotation }) {
  const { store, actor, startLink, select } = useDesk();
  const keyOf = useShortcuts();
  const { id, state, visibility } = annotation;
  const thing = thingOf(annotation);
  const own = can(actor, "mark.submit", thing);
  const isPrivate = visibility === "private";
  const remove = (event: MouseEvent<HTMLButtonElement>) => {
    leaveCard(event.currentTarget);
    select(null);
    removeWithUndo(store, "annotation", id);
  };
  const submits = own && !isPrivate && (state === "draft" || state === "changes_requested");
  return (
    <div className="row mark-card__actions">
      {submits && (
        <Button size="small" variant="primary" {...keyOf("mark.submit").props} onClick={() => void telling(store.submit(id))}>
          Submit <ActionKey of="mark.submit" />
        </Button>
      )}
      {own && state === "submitted" && (
        <Button size="small" onClick={() => void telling(store.withdraw(id))}>
          Take back
        </Button>
      )}
      {own && state === "draft" && (
        <Button size="small" role="switch" aria-checked={isPrivate} onClick={() => void telling(store.edit(id, { visibility: isPrivate ? "team" : "private" }))}>
          <Lock aria-hidden="true" /> Private
        </Button>
      )}
      {can(actor, "link.create") && !isPrivate && (
        <Button size="small" variant="bare" onClick={() => startLink({ end: { annotationId: id }, quote: annotation.anchor.quote })}>
          <Link2 aria-hidden="true" /> Add link
        </Button>
      )}
      {can(actor, "mark.delete", thing) && (
        <Button size="small" variant="bare" {...keyOf("mark.delete").props} onClick={remove}>
          Delete
        </Button>
      )}
    </div>
  );
}
