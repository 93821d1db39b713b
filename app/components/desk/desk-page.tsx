import { Suspense, useMemo, useRef, useState } from "react";
import { TopBar } from "~/components/shell/top-bar.tsx";
import { late } from "~/components/ui/late.ts";
import { LiveRegion } from "~/components/ui/live-region.tsx";
import { atLeast, can } from "~/core/access/can.ts";
import type { Tag } from "~/core/codebook/tags.ts";
import { documentLabel, type DocumentSummary } from "~/core/document/document.ts";
import { DensityStrip, type StripMark } from "./density-strip.tsx";
import { DeskBar } from "./desk-bar.tsx";
import type { DeskCard } from "./desk-cards.ts";
import { DeskContext } from "./desk-context.ts";
import { DeskMargin } from "./desk-margin.tsx";
import { useDeskShortcuts } from "./desk-shortcuts.ts";
import { DocumentFacts } from "./document-facts.tsx";
import { DocumentText } from "./document-text.tsx";
import { cardColour } from "./editor-marks.ts";
import { FinalBanner } from "./final-banner.tsx";
import { CardSheet, DeskFoot } from "./narrow-desk.tsx";
import { OutlinePanel } from "./outline-panel.tsx";
import { useDeskModel, type DeskModel, type DeskModelOptions } from "./use-desk-model.ts";
import { useLateParts } from "./use-late-parts.ts";
import { useMedia, WITHOUT_MARGIN } from "./use-media.ts";
import { useOthers } from "./use-others.ts";

const SelectionBar = late(async () => (await import("./selection-bar.tsx")).SelectionBar);
const SpanControl = late(async () => (await import("./span-control.tsx")).SpanControl);
const KeySheet = late(async () => (await import("./key-sheet.tsx")).KeySheet);
const FormatBar = late(async () => (await import("./format-bar.tsx")).FormatBar);
const LinkPanel = late(async () => (await import("./link-panel.tsx")).LinkPanel);
const PresenceMarkers = late(async () => (await import("./presence-markers.tsx")).PresenceMarkers);
const AttachBar = late(async () => (await import("./attach-bar.tsx")).AttachBar);
const UndoKeys = late(async () => (await import("./undoing.tsx")).UndoKeys);

export interface DeskPageProps extends DeskModelOptions {
  /** Null when the text stands in the page. */
  html: string | null;
  /** Of the workspace, to look for the other end of a link in. */
  documents: readonly DocumentSummary[];
}

/** Reading and marking one document. */
export function DeskPage({ html, documents, ...options }: DeskPageProps) {
  const { open, tags, viewer } = options;
  const { document: facts, workspace } = open;
  const model = useDeskModel(options);
  const { cards, layout, selection, marking, place, editor, connection, final, desk, linkFrom, setLinkFrom, moving, told, role } = model;
  const [keysOpen, setKeysOpen] = useState<boolean | null>(null);
  const text = useRef<HTMLElement>(null);
  const withoutMargin = useMedia(WITHOUT_MARGIN);
  const others = useOthers(connection, viewer.id);
  useDeskShortcuts(model, { keys: () => setKeysOpen(true) });
  useLateParts(model.settled);
  const ticks = useMemo(() => ticksOf(cards.chosen, layout.tops, tags), [cards.chosen, layout.tops, tags]);
  const label = documentLabel(facts);
  return (
    <DeskContext.Provider value={desk}>
      <TopBar workspace={workspace} title={label} right={<DeskBar document={facts} viewerId={viewer.id} live={model} onKeys={() => setKeysOpen(true)} />} />
      {final !== null && <FinalBanner code={final} workspaceId={workspace.id} />}
      <div className="desk">
        <div className="desk__side">
          <DeskOutline model={model} />
          <DocumentFacts document={facts} />
        </div>
        <main id="main" ref={text} className="desk__main" tabIndex={-1}>
          <h1 className={facts.kind === "working" ? "desk__title" : "visually-hidden"} dir="auto">
            {facts.kind === "working" ? facts.title : label}
          </h1>
          {model.canType && (
            // Its room is kept from the first paint on, so that the text does not move under somebody's finger.
            <div className="format-bar">
              {editor && (
                <Suspense>
                  <FormatBar editor={editor} />
                </Suspense>
              )}
            </div>
          )}
          <DocumentText documentId={facts.id} html={html} place={place} />
          {moving && (
            <Suspense>
              <AttachBar mark={moving} selection={selection} />
            </Suspense>
          )}
          {selection.selection && !moving && can(desk.actor, "annotation.create") && final === null && (
            <Suspense>
              <SelectionBar
                rect={selection.selection.rect}
                docked={withoutMargin}
                tags={tags}
                shown={marking.shown}
                privately={marking.privately}
                onPrivately={marking.setPrivately}
                onTag={marking.tag}
                onNote={marking.note}
                onLink={marking.link}
              />
            </Suspense>
          )}
        </main>
        {!withoutMargin && (
          <aside className="desk__margin" aria-label="Marks">
            <DeskMargin model={model} level />
          </aside>
        )}
        <DensityStrip marks={ticks} selected={cards.selected} text={place}>
          {connection && editor && others && (
            <Suspense>
              <PresenceMarkers connection={connection} editor={editor} layout={layout} viewerId={viewer.id} />
            </Suspense>
          )}
        </DensityStrip>
      </div>
      <DeskFoot
        model={model}
        withoutMargin={withoutMargin}
        outline={(onGo) => (
          <>
            <DeskOutline model={model} onGo={onGo} />
            <DocumentFacts document={facts} />
          </>
        )}
      />
      {withoutMargin && !selection.selection && !moving && <CardSheet model={model} />}
      {editor && cards.selected !== null && final === null && (
        <Suspense>
          <SpanControl model={model} open={facts.kind === "working"} />
        </Suspense>
      )}
      {linkFrom && (
        <Suspense>
          <LinkPanel key={linkFrom.quote} from={linkFrom} documents={documents} onClose={() => setLinkFrom(null)} />
        </Suspense>
      )}
      {/* Once asked for it stays: a dialog gives the focus back when it is closed. */}
      {keysOpen !== null && (
        <Suspense>
          <KeySheet open={keysOpen} onOpenChange={setKeysOpen} tags={tags} keyed={marking.keyed} reviews={atLeast(role, "reviewer")} types={model.canType} />
        </Suspense>
      )}
      {model.settled && (
        <Suspense>
          <UndoKeys />
        </Suspense>
      )}
      <LiveRegion text={told} />
    </DeskContext.Provider>
  );
}

/** The marks of the strip: those that are to be seen in the text. */
function ticksOf(cards: readonly DeskCard[], tops: ReadonlyMap<string, number>, tags: readonly Tag[]): StripMark[] {
  return cards.flatMap((card) => {
    const top = tops.get(card.id);
    return top === undefined ? [] : [{ id: card.id, top, colour: cardColour(card, tags) }];
  });
}

function DeskOutline({ model, onGo }: { model: DeskModel; onGo?: () => void }) {
  const { outline, editor, desk } = model;
  const go = (block: string) => {
    onGo?.();
    editor?.scrollToBlock(block);
  };
  return <OutlinePanel {...outline} tags={desk.tags} onGo={editor ? (section) => go(section.id) : undefined} />;
}
