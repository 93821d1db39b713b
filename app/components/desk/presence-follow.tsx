import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { Button } from "~/components/ui/button.tsx";
import type { DeskEditor } from "~/editor/desk-editor.ts";
import type { Presence, Present } from "~/live/presence.ts";
import { blockIn } from "./presence-places.ts";

export interface FollowBarProps {
  /** Null when nobody is followed, or they are here no more. */
  person: Present | null;
  presence: Presence;
  editor: DeskEditor | null;
  onStop: () => void;
}

/** While somebody is followed: the text goes where they read. Ends by Escape, by a press in the text, by scrolling, and when they leave. */
export function FollowBar({ person, presence, editor, onStop }: FollowBarProps) {
  const [told, tell] = useState("");
  const stop = (why: string) => {
    tell(why);
    onStop();
  };
  useFollowing(person, presence, editor, stop);
  const name = useRef("");
  useEffect(() => {
    if (person) name.current = person.name;
    else if (name.current !== "") {
      const gone = name.current;
      name.current = "";
      // What ended it may have been said already.
      tell((before) => (before === "" ? `${gone} is here no more.` : before));
      onStop();
    }
    if (person) tell("");
  }, [person, onStop]);

  return createPortal(
    <>
      <div className="visually-hidden" role="status">
        {person ? `Following ${person.name}. Escape stops it.` : told}
      </div>
      {person && (
        <div className="follow-bar" style={{ borderColor: person.colour }}>
          <span>
            Following <bdi>{person.name}</bdi>
          </span>
          <Button size="small" onClick={() => stop(`You no longer follow ${person.name}.`)}>
            Stop
          </Button>
        </div>
      )}
    </>,
    document.body,
  );
}

/** The followed block may move this far in the window without anybody having scrolled, in pixels. */
const STILL = 60;
/** Milliseconds in which the text may settle after it was moved here. */
const SETTLING = 250;

function useFollowing(person: Present | null, presence: Presence, editor: DeskEditor | null, onStop: (why: string) => void): void {
  const reading = useSyncExternalStore(presence.subscribe, presence.reading, presence.reading);
  const block = person ? (reading.get(person.id) ?? null) : null;
  const stop = useRef(() => undefined as void);
  useEffect(() => {
    stop.current = () => onStop(`You no longer follow ${person?.name ?? "them"}.`);
  });
  const isFollowing = person !== null;
  const settledAt = useRef(0);

  useEffect(() => {
    if (block === null || !editor || editor.topBlock() === block) return;
    settledAt.current = performance.now() + SETTLING;
    blockIn(editor.view.dom, block)?.scrollIntoView({ block: "start", behavior: "instant" });
  }, [block, editor]);

  useEffect(() => {
    const element = block === null || !editor ? null : blockIn(editor.view.dom, block);
    if (!element) return;
    let rest: number | null = null;
    const look = () => {
      const { top } = element.getBoundingClientRect();
      if (performance.now() < settledAt.current || rest === null) rest = top;
      else if (Math.abs(top - rest) > STILL) stop.current();
    };
    look();
    document.addEventListener("scroll", look, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", look, { capture: true });
  }, [block, editor]);

  useEffect(() => {
    if (!isFollowing || !editor) return;
    const { dom } = editor.view;
    const pressed = () => stop.current();
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      stop.current();
    };
    dom.addEventListener("pointerdown", pressed);
    // What hands do to scroll ends it at once, also while the text is still settling.
    window.addEventListener("wheel", pressed, { passive: true });
    window.addEventListener("touchmove", pressed, { passive: true });
    window.addEventListener("keydown", escaped, { capture: true });
    return () => {
      dom.removeEventListener("pointerdown", pressed);
      window.removeEventListener("wheel", pressed);
      window.removeEventListener("touchmove", pressed);
      window.removeEventListener("keydown", escaped, { capture: true });
    };
  }, [isFollowing, editor]);
}
