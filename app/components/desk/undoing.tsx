/**
 * Undo and redo on the desk: the keys, and the buttons at the head of the margin. Loaded late, with the steps themselves.
 */
import { Redo2, Undo2 } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { Button } from "~/components/ui/button.tsx";
import { toast } from "~/components/ui/toaster.tsx";
import { isFree } from "~/components/ui/use-keys.ts";
import { keyName } from "~/core/keys/key-name.ts";
import { stepsFor, type Stepped } from "~/live/mark-steps.ts";
import { useDesk, type Desk } from "./desk-context.ts";
import { telling } from "./mark-commands.ts";

/** Tells what became of a step; a refusal by the server is told when it comes. */
function tell({ said, done }: Stepped, announce: Desk["announce"]): void {
  announce(said);
  toast.message(said);
  if (done) void telling(done);
}

/** Takes the desk's steps down and hears Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, wherever nobody types. Shows nothing. */
export function UndoKeys() {
  const { store, announce } = useDesk();
  useEffect(() => {
    const steps = stepsFor(store);
    const stop = steps.begin();
    const onKeyDown = (event: KeyboardEvent) => {
      const key = keyName(event);
      if (key === null || !["mod+z", "mod+shift+z", "mod+y"].includes(key) || event.isComposing || !isFree(event.target)) return;
      event.preventDefault();
      tell(key === "mod+z" ? steps.undo() : steps.redo(), announce);
    };
    // Before the text, which would take the key and do nothing where it can't be changed.
    window.addEventListener("keydown", onKeyDown, true);
    return () => {
      window.removeEventListener("keydown", onKeyDown, true);
      stop();
    };
  }, [store, announce]);
  return null;
}

/** The same two as buttons; there only while there is something to undo or to do again. */
export function UndoButtons() {
  const { store, announce } = useDesk();
  const steps = stepsFor(store);
  const ahead = useSyncExternalStore(steps.subscribe, steps.ahead);
  if (ahead.undo === null && ahead.redo === null) return null;
  return (
    <div className="undoing" role="group" aria-label="Your last steps">
      <StepButton name="Undo" step={ahead.undo} keys="Control+Z" onPress={() => tell(steps.undo(), announce)} />
      <StepButton name="Redo" step={ahead.redo} keys="Control+Shift+Z" onPress={() => tell(steps.redo(), announce)} />
    </div>
  );
}

interface StepButtonProps {
  name: "Undo" | "Redo";
  /** What it is about; null for nothing. */
  step: string | null;
  keys: string;
  onPress: () => void;
}

/** Keeps the focus when there is nothing more to do, and says so when it is pressed. */
function StepButton({ name, step, keys, onPress }: StepButtonProps) {
  const Icon = name === "Undo" ? Undo2 : Redo2;
  return (
    <Button variant="bare" size="small" aria-disabled={step === null} aria-keyshortcuts={keys} aria-label={step ? `${name}: ${step}` : name} title={step ?? undefined} onClick={onPress}>
      <Icon aria-hidden="true" /> {name}
    </Button>
  );
}
