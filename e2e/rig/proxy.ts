/**
 * A TCP proxy on loopback that spoils lines as networks do: delay, thin pipes, silence, resets, cuts after some bytes.
 *
 * Made by cases, between clients and program or between program and Postgres. What must stay true: bytes that it lets
 * through are in order and complete; silence closes nothing, as a dead network closes nothing: what has ended meanwhile
 * is told when it is over.
 */
import { createConnection, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What happens to bytes, either way. */
export interface Weather {
  delayMs: number;
  /** For each connection and direction; 0 for as many as come. */
  bytesPerSecond: number;
  /** Nothing passes, nothing ends. */
  silent: boolean;
  /** The connection is reset after that many bytes more; 0 for never. */
  cutAfter: number;
  /** Nobody gets through: new connections are reset. */
  down: boolean;
}

const FAIR: Weather = { delayMs: 0, bytesPerSecond: 0, silent: false, cutAfter: 0, down: false };
const TICK = 20;

interface Flow {
  from: Socket;
  to: Socket;
  waiting: { bytes: Buffer; at: number }[];
}

export class Proxy {
  weather: Weather = { ...FAIR };
  accepted = 0;
  readonly #server: Server;
  readonly #flows = new Set<Flow>();
  /** Ends of connections that nobody could be told of yet. */
  readonly #ends: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;

  private constructor(private readonly target: { host: string; port: number }) {
    this.#server = createServer((socket) => this.#accept(socket));
    this.#timer = setInterval(() => this.#move(TICK), TICK);
  }

  /** A proxy to that port of this machine. */
  static async to(port: number): Promise<Proxy> {
    const proxy = new Proxy({ host: "127.0.0.1", port });
    await new Promise<void>((resolve) => proxy.#server.listen(0, "127.0.0.1", resolve));
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** From now on; what is left out is fair. */
  set(weather: Partial<Weather>): void {
    this.weather = { ...FAIR, ...weather };
    if (!this.weather.silent) for (const end of this.#ends.splice(0)) end();
  }

  /** Resets the connections that are open now; of several a share (0 to 1). */
  reset(happens: () => boolean = () => true): void {
    for (const { from } of [...this.#flows]) if (happens()) from.resetAndDestroy();
  }

  #accept(socket: Socket): void {
    this.accepted += 1;
    if (this.weather.down) return void socket.resetAndDestroy();
    const other = createConnection(this.target);
    for (const [from, to] of [[socket, other], [other, socket]] as const) this.#connect({ from, to, waiting: [] });
  }

  #connect(flow: Flow): void {
    const { from, to } = flow;
    this.#flows.add(flow);
    from.on("data", (bytes: Buffer) => this.#pass(flow, bytes));
    from.on("error", () => this.#told(() => to.resetAndDestroy()));
    from.on("close", () => {
      this.#flows.delete(flow);
      this.#told(() => to.destroySoon());
    });
  }

  #told(end: () => void): void {
    if (this.weather.silent) this.#ends.push(end);
    else end();
  }

  #pass(flow: Flow, bytes: Buffer): void {
    const { delayMs, bytesPerSecond, silent, cutAfter } = this.weather;
    if (cutAfter > 0 && bytes.length > cutAfter) {
      flow.to.write(bytes.subarray(0, cutAfter));
      flow.from.resetAndDestroy();
      flow.to.destroySoon();
    } else if (!silent && delayMs === 0 && bytesPerSecond === 0 && flow.waiting.length === 0) flow.to.write(bytes);
    else {
      flow.waiting.push({ bytes, at: performance.now() + delayMs });
      if (bytesPerSecond > 0) flow.from.pause();
    }
  }

  /** Sends on what is due, each flow its share. */
  #move(ms: number): void {
    const { bytesPerSecond, silent } = this.weather;
    if (silent) return;
    const share = bytesPerSecond === 0 ? Infinity : Math.max(1, Math.floor((bytesPerSecond * ms) / 1_000));
    for (const flow of this.#flows) {
      let left = share;
      while (left > 0) {
        const first = flow.waiting[0];
        if (!first || first.at > performance.now()) break;
        const bytes = first.bytes.subarray(0, left);
        left -= bytes.length;
        flow.to.write(bytes);
        if (bytes.length === first.bytes.length) flow.waiting.shift();
        else first.bytes = first.bytes.subarray(bytes.length);
      }
      if (flow.waiting.length === 0) flow.from.resume();
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const { from } of [...this.#flows]) from.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
