import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

/** What is known of a file that was written. */
export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

const PIECE = 1 << 16;

/** A file that is written piece by piece and hashed on the way. */
export class HashedFile {
  readonly #file: number;
  readonly #hash: Hash = createHash("sha256");
  #waiting = "";
  #bytes = 0;

  constructor(path: string) {
    this.#file = openSync(path, "wx");
  }

  text(written: string): void {
    this.#waiting += written;
    if (this.#waiting.length >= PIECE) this.#flush();
  }

  bytes(written: Uint8Array): void {
    this.#hash.update(written);
    this.#bytes += written.length;
    for (let at = 0; at < written.length;) at += writeSync(this.#file, written, at);
  }

  /** Ends the file. */
  end(): Written {
    this.#flush();
    closeSync(this.#file);
    return { bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }

  #flush(): void {
    const piece = Buffer.from(this.#waiting, "utf8");
    this.#waiting = "";
    if (piece.length > 0) this.bytes(piece);
  }
}
