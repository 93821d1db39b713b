import { ChevronDown, ChevronUp, Link2, MoveVertical } from "lucide-react";
import { ActionKey } from "~/components/keys/action-key.tsx";
import { useShortcuts } from "~/components/keys/use-action-keys.ts";
import { Button } from "~/components/ui/button.tsx";
import { Chip } from "~/components/ui/chip.tsx";
import { SaveStatus } from "~/components/desk/save-status.tsx";
import { LinksElsewhere } from "./links-elsewhere.tsx";
import type { Comparison } from "./use-comparison.ts";

/** The right of the top bar: is it saved, how many links there are, from one to the next, making one. */
export function CompareBar({ comparison }: { comparison: Comparison }) {
  const { left, right, pairs, pair, elsewhere, step, linking, address, change } = comparison;
  const keyOf = useShortcuts();
  const together = keyOf("compare.together");
  const nth = pair ? pairs.indexOf(pair) + 1 : 0;
  return (
    <div className="desk-bar">
      <SaveStatus connections={[left.connection, right.connection]} stores={[left.store, right.store]} />
      <Chip tone="quiet">
        <span>
          {nth > 0 && `${nth} of `}
          {pairs.length} {pairs.length === 1 ? "link" : "links"}
          <span className="desk-bar__word"> here</span>
        </span>
      </Chip>
      <LinksElsewhere links={elsewhere} comparison={comparison} />
      <Button
        className="compare-bar__together"
        aria-label="Scroll together"
        title={`Scroll together: the other text follows the links${together.words === null ? "" : ` (${together.words})`}`}
        aria-pressed={address.together}
        {...together.props}
        icon
        onClick={() => change({ together: !address.together })}
      >
        <MoveVertical aria-hidden="true" />
      </Button>
      <Button disabled={pairs.length === 0} {...keyOf("mark.previous").props} onClick={() => step(-1)}>
        <ChevronUp aria-hidden="true" /> <span className="desk-bar__word">Previous</span> <ActionKey of="mark.previous" />
      </Button>
      <Button disabled={pairs.length === 0} {...keyOf("mark.next").props} onClick={() => step(1)}>
        <ChevronDown aria-hidden="true" /> <span className="desk-bar__word">Next</span> <ActionKey of="mark.next" />
      </Button>
      {linking.may && (
        <Button variant="primary" className="compare-bar__link" {...keyOf("link").props} onMouseDown={(event) => event.preventDefault()} onClick={linking.link}>
          <Link2 aria-hidden="true" /> <span className="desk-bar__word">Link selection</span> <ActionKey of="link" />
        </Button>
      )}
    </div>
  );
}
