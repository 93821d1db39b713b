import { lazy, type ComponentType, type LazyExoticComponent } from "react";

/**
 * A component whose code is loaded when it is wanted. Where that doesn't come, because the network has just gone, nothing
 * stands in its place: a part that fails to load takes the whole page with it, and a browser won't ask for it again.
 */
export function late<Props>(load: () => Promise<ComponentType<Props>>): LazyExoticComponent<ComponentType<Props>> {
  const nothing: ComponentType<Props> = () => null;
  return lazy(() => load().then((part) => ({ default: part }), () => ({ default: nothing })));
}
