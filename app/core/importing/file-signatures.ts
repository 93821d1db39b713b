/**
 * Tells a file that is not text by its first bytes, and says in one sentence what to do with it.
 *
 * Promises: goes by content, never by the name; null means "may be text". Called by: `decodeText`.
 * Must stay true: each sentence names the kind of file and a way out.
 */

const OFFICE: [part: string, sentence: string][] = [
  ["word/", "The file seems to be a Word document (.docx), not plain text. Save it in Word as plain text in UTF-8, or import it as .docx."],
  ["xl/", "The file seems to be an Excel workbook (.xlsx), not plain text. Only texts of documents can be imported here."],
  ["ppt/", "The file seems to be a PowerPoint presentation (.pptx), not plain text. Only texts of documents can be imported here."],
  ["opendocument.text", "The file seems to be an OpenDocument text (.odt), not plain text. Save it as plain text in UTF-8."],
];

const ZIP = "The file seems to be a zip archive, not plain text. Unpack it and import the document inside.";

const SIGNATURES: [start: string, sentence: string][] = [
  ["%PDF-", "The file seems to be a PDF, not plain text. Import it as .pdf, or save its text as a text file in UTF-8."],
  ["{\\rtf", "The file seems to be a rich text file (.rtf), not plain text. Save it as plain text in UTF-8."],
  ["\x89PNG", "The file seems to be a picture (PNG), not plain text. Import the document the picture was taken from."],
  ["\xff\xd8\xff", "The file seems to be a picture (JPEG), not plain text. Import the document the picture was taken from."],
  ["GIF8", "The file seems to be a picture (GIF), not plain text. Import the document the picture was taken from."],
  ["II*\0", "The file seems to be a picture (TIFF), not plain text. Import the document the picture was taken from."],
  ["MM\0*", "The file seems to be a picture (TIFF), not plain text. Import the document the picture was taken from."],
  ["\xd0\xcf\x11\xe0", "The file seems to be an old Word document (.doc), not plain text. Save it in Word as plain text in UTF-8."],
  ["\x1f\x8b", "The file seems to be compressed (gzip), not plain text. Unpack it and import the document inside."],
  ["7z\xbc\xaf", "The file seems to be a 7-Zip archive, not plain text. Unpack it and import the document inside."],
  ["Rar!", "The file seems to be a RAR archive, not plain text. Unpack it and import the document inside."],
  ["\x7fELF", "The file seems to be a program, not plain text. Choose the file that holds the text of the document."],
  ["MZ\x90\0", "The file seems to be a program, not plain text. Choose the file that holds the text of the document."],
];

/** What a file that starts with these bytes seems to be and what to do, or null when it may be text. */
export function describeBinary(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 2_048));
  if (start.startsWith("PK\x03\x04") || start.startsWith("PK\x05\x06")) {
    const end = String.fromCharCode(...bytes.subarray(Math.max(0, bytes.length - 4_096)));
    return OFFICE.find(([part]) => start.includes(part) || end.includes(part))?.[1] ?? ZIP;
  }
  return SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1] ?? null;
}
