%% Delivered receipts of groups: up to where each member has stored what an account of this shard has sent to a group. Noted
%% with the delete of the rows or by letter (D7), gathered, and then written to the sender's devices: one receipt for many
%% messages and members.
-module(mailbox_marks).
-include("mailbox.hrl").
-export([load/1, note/2, size/1, tell/2]).
-export_type([marks/0, mark/0]).

-type mark() :: {Sender :: mailbox_key:id(), Group :: mailbox_key:id(), Member :: mailbox_key:id(), Seq :: pos_integer()}.
-type key() :: {mailbox_key:id(), mailbox_key:id(), mailbox_key:id()}.
-type marks() :: #{
    %% What is to be told, with a number that ascends in the order of coming.
    due := #{key() => {Seq :: pos_integer(), Order :: pos_integer()}},
    order := non_neg_integer(),
    %% What was told lately, so that a second device's ack makes no second receipt. Who is forgotten is told once more.
    told := #{key() => pos_integer()}
}.

-define(TOLD, 20000).
%% Senders told in one batch; more are told in several, between which other work runs.
-define(BUNDLES_PER_STEP, 64).

-spec load(mailbox_schema:tables()) -> marks().
load(#{c := Table}) ->
    Found = ets:select(Table, [{{c, {mark, '$1', '$2', '$3'}, {'$4', '$5'}}, [], [{{{{'$1', '$2', '$3'}}, {{'$4', '$5'}}}}]}]),
    Order = lists:max([0 | [Order || {_, {_, Order}} <- Found]]),
    #{due => maps:from_list(Found), order => Order, told => #{}}.

-spec size(#state{}) -> non_neg_integer().
size(#state{marks = #{due := Due}}) -> map_size(Due).

%% A device of a member has stored everything up to `Seq'. The first one counts.
-spec note(mark(), #state{}) -> #state{}.
note({Sender, Group, Member, Seq}, #state{marks = #{due := Due, order := Last, told := Told} = Marks} = State) ->
    Key = {Sender, Group, Member},
    {Before, Order} = maps:get(Key, Due, {maps:get(Key, Told, 0), Last + 1}),
    case Seq > Before of
        true ->
            With = State#state{marks = Marks#{due := Due#{Key => {Seq, Order}}, order := max(Last, Order)}},
            mailbox_draft:put(c, {c, {mark, Sender, Group, Member}, {Seq, Order}}, With);
        false ->
            State
    end.

%% Writes one receipt for each sender and group.
-spec tell([mailbox_letters:stored()], #state{}) -> mailbox_operation:result().
tell(Before, #state{marks = #{due := Due}} = State) ->
    Bundles = lists:sublist(bundles(Due), ?BUNDLES_PER_STEP),
    {Rows, With} = lists:mapfoldl(fun tell_sender/2, State, Bundles),
    Written = Before ++ lists:append(Rows),
    case ?MODULE:size(With) of
        0 -> {done, {rows}, Written, With};
        _ -> {again, {tell_marks, Written}, With}
    end.

%% By sender and group, in the order of the first mark of each.
bundles(Due) ->
    Group = fun({Sender, Owner, Member}, {Seq, Order}, Acc) ->
        maps:update_with({Sender, Owner}, fun(Known) -> [{Order, Member, Seq} | Known] end, [{Order, Member, Seq}], Acc)
    end,
    Bundles = [{lists:sort(Members), Key} || {Key, Members} <- maps:to_list(maps:fold(Group, #{}, Due))],
    lists:sort(Bundles).

tell_sender({Members, {Sender, Group}}, State) ->
    Ts = mailbox_clock:now(),
    Envelope = mailbox_envelope:group_delivered(Ts, Group, [{Member, Seq} || {_, Member, Seq} <- Members]),
    Taken = lists:foldl(fun({_, Member, Seq}, Acc) -> take({Sender, Group, Member}, Seq, Acc) end, State, Members),
    mailbox_receipts:write(Sender, Ts, Envelope, Taken).

take({Sender, Group, Member} = Key, Seq, #state{marks = #{due := Due, told := Told} = Marks} = State) ->
    Kept =
        case map_size(Told) > ?TOLD of
            true -> #{};
            false -> Told
        end,
    Without = State#state{marks = Marks#{due := maps:remove(Key, Due), told := Kept#{Key => Seq}}},
    mailbox_draft:delete(c, {mark, Sender, Group, Member}, Without).
