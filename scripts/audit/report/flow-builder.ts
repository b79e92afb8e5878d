import { groups, plus, type Group } from "./tally.ts";
import { text, type Text } from "./words.ts";

/** Where money is or goes to, and how far along its way. */
export interface FlowNode {
  readonly id: string;
  readonly label: Text;
  /** Columns from the left. */
  readonly depth: number;
  readonly tone: "state" | "voucher" | "spent" | "left" | "back";
}

/** Whole won that went from one node to another. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly amount: bigint;
}

/** Money from the bank's issue to its redemption. What comes into a node goes out of it, but at both ends. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/** The column in which what was redeemed stands. */
const END = 7;

const GROUPS: Readonly<Record<Group, readonly [Text, number, FlowNode["tone"]]>> = {
  issued: [text("Issued by the bank", "은행 발행"), 0, "state"],
  agency: [text("Agencies", "기관"), 1, "state"],
  bank: [text("Banks", "은행 계좌"), 1, "state"],
  treasury: [text("Treasury", "국고"), 2, "state"],
  programmes: [text("Voucher programmes", "바우처 사업"), 4, "voucher"],
  citizen: [text("Citizens", "개인"), 5, "spent"],
  contractor: [text("Contractors", "계약상대자"), 4, "spent"],
  merchant: [text("Merchants", "가맹점"), 6, "spent"],
  other: [text("Other accounts", "기타 계좌"), 6, "spent"],
  redeemed: [text("Redeemed at par", "액면 상환"), END, "left"],
};

const BACK: Readonly<Record<Group, Text>> = {
  ...(Object.fromEntries(
    groups.map((group) => [
      group,
      text(`Back: ${GROUPS[group][0].en}`, `회수: ${GROUPS[group][0].ko}`),
    ]),
  ) as Record<Group, Text>),
  treasury: text("Returned to the Treasury", "국고 반납"),
  agency: text("Returned to agencies", "기관 반납"),
  programmes: text("Refunded into vouchers", "바우처로 환불"),
  citizen: text("Refunded to citizens", "개인에게 환불"),
};

const HELD: Readonly<Record<Group, Text>> = {
  ...(Object.fromEntries(
    groups.map((group) => [
      group,
      text(`Held: ${GROUPS[group][0].en}`, `보유: ${GROUPS[group][0].ko}`),
    ]),
  ) as Record<Group, Text>),
  treasury: text("Not paid out", "국고 미지출"),
  programmes: text("Not yet spent", "미사용 바우처"),
};

/** Builds the flow; links of nothing are left out. */
export class FlowBuilder {
  readonly nodes = new Map<string, FlowNode>();
  readonly links = new Map<string, bigint>();

  node(id: string, label: Text, depth: number, tone: FlowNode["tone"]): string {
    if (!this.nodes.has(id)) this.nodes.set(id, { id, label, depth, tone });
    return id;
  }

  group(group: Group): string {
    return this.node(group, ...GROUPS[group]);
  }

  /** Where what came back to a group is shown: beside the next column, so that it crosses nothing. */
  back(group: Group, from: string): string {
    return this.end(`back ${group}`, BACK[group], "back", from);
  }

  /** Where what is held is shown. */
  held(group: Group, from: string): string {
    return this.end(`held ${group}`, HELD[group], "left", from);
  }

  /** A last node, one column after the last of those that it gets money from. */
  end(id: string, label: Text, tone: FlowNode["tone"], from: string): string {
    const depth = 1 + (this.nodes.get(from)?.depth ?? END);
    const known = this.nodes.get(id);
    if (known === undefined || known.depth < depth) this.nodes.set(id, { id, label, depth, tone });
    return id;
  }

  link(from: string, to: string, amount: bigint): void {
    if (amount !== 0n) plus(this.links, `${from}>${to}`, amount);
  }

  /**
   * From a node to a group: forwards, or, where the group stands no later than the node's own, to where what comes back is
   * shown. So nothing goes in a circle, which a Sankey diagram cannot have.
   */
  between(from: string, source: Group, target: Group, amount: bigint): void {
    if (amount === 0n) return;
    const isForwards = groups.indexOf(source) < groups.indexOf(target);
    this.link(from, isForwards ? this.group(target) : this.back(target, from), amount);
  }

  /** A group as the source of a programme's money; one that stands later has a node of its own for it. */
  source(group: Group): string {
    if (groups.indexOf(group) < groups.indexOf("programmes")) return this.group(group);
    const [label, , tone] = GROUPS[group];
    return this.node(`source ${group}`, label, 1, tone);
  }

  /** What a node got and did not give on is held there; what it gave and did not get had come back to it before. */
  settle(id: string, group: Group): void {
    let rest = 0n;
    for (const [key, amount] of this.links) {
      const [from, to] = key.split(">");
      if (to === id) rest += amount;
      if (from === id) rest -= amount;
    }
    if (rest > 0n) this.link(id, this.held(group, id), rest);
    if (rest < 0n) {
      const { depth = 1 } = this.nodes.get(id) ?? {};
      const words = text("Came back, used again", "회수 후 재사용");
      this.link(this.node(`again ${group}`, words, depth - 1, "back"), id, -rest);
    }
  }

  flow(): Flow {
    const links = [...this.links].map(([key, amount]) => {
      const [from = "", to = ""] = key.split(">");
      return { from, to, amount };
    });
    const used = new Set(links.flatMap(({ from, to }) => [from, to]));
    return { nodes: [...this.nodes.values()].filter(({ id }) => used.has(id)), links };
  }
}
