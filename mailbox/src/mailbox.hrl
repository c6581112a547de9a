%% What a shard knows while it works. All of it is plain data: an operation that fails leaves the old state behind.

-record(inbox, {
    key :: mailbox_key:device(),
    number :: mailbox_key:inbox(),
    %% Stored half of the inbox epoch.
    half :: pos_integer(),
    cursor :: non_neg_integer(),
    connection_epoch :: non_neg_integer(),
    %% The highest sequence number given out.
    last_seq :: non_neg_integer(),
    %% Storing time of the last row; a later one is never lower (D12).
    last_stored_at :: integer(),
    %% Counted when first asked for.
    load :: undefined | {Rows :: non_neg_integer(), Bytes :: non_neg_integer()},
    %% By sending account; counted when one of them could have reached its share.
    senders :: undefined | #{binary() => {integer(), integer()}},
    %% The marker that nobody has read yet.
    missed :: undefined | {Seq :: pos_integer(), Count :: pos_integer(), From :: integer(), To :: integer()}
}).

-record(state, {
    shard :: mailbox_key:shard(),
    tables :: mailbox_schema:tables(),
    %% The other half of all inbox epochs: nothing in the tables can tell whether they are an older copy of themselves.
    opening :: pos_integer(),
    opened_at :: integer(),
    limits :: mailbox_limits:limits(),
    %% What the batch will write.
    writes = #{} :: mailbox_draft:writes(),
    %% Sequence numbers of the rows that the batch adds, last first.
    added = #{} :: #{mailbox_key:inbox() => [pos_integer()]},
    %% Letters that the batch has written to other shards, last first.
    letters = [] :: [{mailbox_key:shard(), pos_integer(), mailbox_letters:letter()}],
    letter_number :: non_neg_integer(),
    inboxes = #{} :: #{mailbox_key:device() => #inbox{}},
    %% The highest number of an inbox.
    last_inbox :: non_neg_integer(),
    groups = #{} :: #{binary() => {Seq :: integer(), Ts :: integer(), Roster :: integer()}},
    outbox_position :: non_neg_integer(),
    %% undefined: nobody has what waits in the outbox.
    outbox_taken :: undefined | mailbox_outbox:taken(),
    body :: non_neg_integer(),
    marks :: mailbox_marks:marks(),
    seen :: mailbox_seen:seen(),
    %% Runs that a refused append has ended, by the index of that append (D3).
    ended = #{} :: #{non_neg_integer() => non_neg_integer()},
    %% Device lists of accounts of other cells, as the client has them from there.
    known = #{} :: #{mailbox_key:id() => {pos_integer(), [pos_integer()]} | undefined},
    rows = 0 :: integer(),
    bytes = 0 :: integer(),
    outbox = 0 :: integer(),
    expired_before = 0 :: integer()
}).

%% What a row of an inbox is. The numbers are stored, in front of a row: none is 0.
-define(MESSAGE, 1).
-define(CONTROL, 2).
-define(RECEIPT, 3).
-define(MISSED, 4).
-define(GROUP, 5).
-define(GROUP_CONTROL, 6).
