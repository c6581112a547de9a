// Servers with one rule broken: what checks histories must notice each of them.
import type { Finding } from './history.ts';
import type { Change } from './source-copy.ts';

interface Variant {
  readonly changes: readonly Change[];
  /** What brings it to light, and as what: any of these. */
  readonly fault: string;
  readonly findings: readonly Finding['kind'][];
}

/** What lies between a look-up and its row where they are not one step: a slow disk, a slow network. */
const STORED_LATER_MS = 250;
/** As if receipts were written together, once a second. */
const TOLD_LATER_MS = 1_000;

export const variants = {
  'start at the latest record': {
    changes: [
      {
        file: 'server/src/fanout/offsets-kafka.ts',
        find: 'timestamp: EARLIEST',
        replace: 'timestamp: LATEST',
      },
    ],
    fault: 'fanout',
    findings: ['lost'],
  },
  'answered before it is flushed': {
    changes: [
      {
        file: 'mailbox/src/mailbox_flush.erl',
        find: 'flush(Members, []) ->\n    Until',
        replace: 'flush([_, _ | _], []) ->\n    ok;\nflush(Members, []) ->\n    Until',
      },
    ],
    fault: 'mailbox-all',
    findings: ['lost', 'untold'],
  },
  // Whoever connects between the two is not found, and has read its inbox before the row was there.
  'looked up before it is stored': {
    changes: [
      {
        file: 'server/src/messages/message-service.ts',
        find: `    const appending = store.append(append);
    place.run.last = appending;
    const found = delivery.lookup(devicesOf(append));
    try {
      const result = await appending;
      if (result.kind === 'stored') delivery.deliver(result.rows, found);
`,
        replace: `    const found = delivery.lookup(devicesOf(append));
    const appending = found
      .then(() => new Promise(resolve => setTimeout(resolve, ${STORED_LATER_MS})))
      .then(() => store.append(append));
    place.run.last = appending;
    try {
      const result = await appending;
      const there = await found;
      if (result.kind === 'stored') delivery.deliver(result.rows.filter((_, i) => there[i]), found);
`,
      },
    ],
    fault: 'gateway',
    findings: ['late'],
  },
  // Whoever ends between the two leaves an author who never hears that it has arrived.
  'deleted before the receipt': {
    changes: [
      {
        file: 'mailbox/src/mailbox_ack.erl',
        find: `            {Removed, Answer, With} = move(Inbox, Position, State),
            {done, {acked, Removed}, Answer, With}
    end.
`,
        replace: `            case move(Inbox, Position, State) of
                {0, _, _} -> {done, {acked, 0}, [], State};
                {Removed, _, _} -> delete_then_tell(Inbox, Position, Removed, State)
            end
    end.

delete_then_tell(#inbox{number = Number, cursor = Cursor, key = Device} = Inbox, {_, Seq}, Removed, State) ->
    Rows = mailbox_draft:range(Number, 0, Seq, 1 bsl 32, State),
    Unread = [Row || Row <- Rows, mailbox_rows:seq(Row) > Cursor],
    Marks = marks(Unread, Device, State),
    Tell = fun(After) ->
        {Receipts, Written} = receipts(Unread, Device, After),
        {Marked, With} = send_marks(Marks, Written),
        {done, {acked, Removed}, Receipts ++ Marked, With}
    end,
    {again, {later, Tell}, mailbox_rows:remove(Inbox, Rows, Seq, State)}.
`,
      },
      {
        file: 'mailbox/src/mailbox_operation.erl',
        find: 'run({seen_step}, State) ->',
        replace: 'run({later, Do}, State) -> Do(State);\nrun({seen_step}, State) ->',
      },
      {
        file: 'mailbox/src/mailbox_shard.erl',
        find: `requeue(Again, #loop{queue = Queue} = Loop) ->
    Loop#loop{queue = lists:foldl(fun queue:in/2, Queue, lists:reverse(Again))}.`,
        replace: `requeue(Again, Loop) ->
    _ = [erlang:send_after(${TOLD_LATER_MS}, self(), {operation, From, Rest}) || {From, Rest} <- lists:reverse(Again)],
    Loop.`,
      },
    ],
    fault: 'mailbox-all',
    findings: ['untold'],
  },
  // The node that stopped first has the oldest file, and lacks what the others took after that.
  'the last view does not count': {
    changes: [
      {
        file: 'mailbox/src/mailbox_entry.erl',
        find: `first(_, _, Stored) ->
    {{_, Members} = View, _} = lists:max(Stored),
    Here = [Node || {_, Node} <- Stored],
    case mailbox_view:is_majority(Here) andalso`,
        replace: `first(Nodes, _, Stored) ->
    {View, _} = lists:max(Stored),
    {_, Oldest} = lists:min(Stored),
    Members = [Oldest],
    Here = [Node || {_, Node} <- Stored],
    case length(Here) =:= length(Nodes) andalso`,
      },
    ],
    fault: 'mailbox-one-then-all',
    findings: ['lost', 'untold'],
  },
} satisfies Readonly<Record<string, Variant>>;
