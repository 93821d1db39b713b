import type { ReactNode } from "react";
import { classNames } from "~/components/ui/class-names.ts";
import { TopBar } from "./top-bar.tsx";

export interface PlainPageProps {
  title: string;
  /** The step in the bar when it differs from the heading. */
  crumb?: string;
  width?: "narrow" | "form" | "full";
  children: ReactNode;
}

/** The frame of the pages that belong to no workspace. */
export function PlainPage({ title, crumb, width = "narrow", children }: PlainPageProps) {
  return (
    <>
      <TopBar title={crumb ?? title} />
      <main id="main" className={classNames("page stack stack--loose", width !== "full" && `page--${width}`)}>
        <h1 dir="auto">{title}</h1>
        {children}
      </main>
    </>
  );
}
