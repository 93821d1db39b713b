import { expect, test } from "vitest";
import { formText } from "./respond.ts";

test("a text field is trimmed, without what can't be kept, and \"\" when it is missing or a file", () => {
  const form = new FormData();
  form.set("name", " Team\u0000 A \n");
  form.set("file", new Blob(["x"]), "x.txt");
  expect([formText(form, "name"), formText(form, "file"), formText(form, "nothing")]).toEqual(["Team A", "", ""]);
});
