%% The operations of a shard: which there are, what they may look like, and who does them. `check' is all that stands between
%% a client and the code behind it.
-module(mailbox_operation).
-include("mailbox.hrl").
-export([run/2, check/2, is_append/1]).
-export_type([result/0]).

-type result() ::
    {done, Value :: tuple(), #state{}}
    %% The rows are added to the value, at its end.
    | {done, Value :: tuple(), mailbox_letters:answer() | [[mailbox_letters:stored()]], #state{}}
    %% Other work goes first.
    | {again, Operation :: tuple(), #state{}}.

-define(IS_ID(Id), is_binary(Id), byte_size(Id) =:= 16).
-define(IS_NUMBER(N), is_integer(N), N >= 0, N < 1 bsl 53).
-define(MAX_PAGE_ROWS, 10000).

-spec run(tuple(), #state{}) -> result().
run({append, _, _, _, _, Place, _} = Append, State) ->
    in_this_cell(fun() -> mailbox_append:append(Append, State) end, Place, State);
run({append, Sender, Id, Ts, Control, Place, Targets, Known}, State) ->
    knowing(Known, {append, Sender, Id, Ts, Control, Place, Targets}, State);
run({ack, Device, Position}, State) -> mailbox_ack:ack(Device, Position, State);
run({open, Device, Epoch, Retry, Resume}, State) -> mailbox_ack:open(Device, {Epoch, Retry}, Resume, State);
run({read, Device, After, Limit}, State) -> mailbox_reads:read(Device, After, Limit, State);
run({find, Device, Filter, After, Limit}, State) -> mailbox_reads:find(Device, Filter, After, Limit, State);
run({stat, Device}, State) -> mailbox_reads:stat(Device, State);
run({has_more, Devices}, State) -> mailbox_reads:has_more(Devices, State);
run({set_devices, Account, Version, Devices}, State) -> mailbox_upkeep:set_devices(Account, Version, Devices, State);
run({purge, Device}, State) -> mailbox_upkeep:purge(Device, State);
run({expire, Before}, State) -> mailbox_upkeep:expire(Before, State);
run({fan_out, Entries}, State) -> mailbox_fan_out:write(Entries, State);
run({post_group, _, _, _, _, _, _, _, Place} = Post, State) ->
    in_this_cell(fun() -> mailbox_groups:post(Post, State) end, Place, State);
run({post_group, Sender, Group, Id, Roster, After, Control, Data, Place, Known}, State) ->
    knowing(Known, {post_group, Sender, Group, Id, Roster, After, Control, Data, Place}, State);
run({post_roster, Group, Number, Entry}, State) -> mailbox_groups:roster(Group, Number, Entry, State);
run({group_roster, Group}, State) -> mailbox_groups:last_roster(Group, State);
run({outbox, After, Limit, Taker}, State) -> mailbox_outbox:take(After, Limit, Taker, State);
run({drop_outbox, UpTo}, State) -> mailbox_outbox:drop(UpTo, State);
run({tell_marks}, State) -> mailbox_marks:tell([], State);
run({where}, State) -> {done, {place, mailbox_place:term(mailbox_place:of_draft(State))}, State};
run({leave, Number, To}, State) -> leave(mailbox_place:of_draft(State), Number, To, State);
%% From here on: of shards among themselves.
run({tell_marks, Written}, State) -> mailbox_marks:tell(Written, State);
run({sweep, Inboxes, Removed}, State) -> mailbox_upkeep:sweep(Inboxes, Removed, State);
run({expire_next, Before, After, Removed}, State) -> mailbox_upkeep:expire_next(Before, After, Removed, State);
run({seen_step}, State) -> {done, {stepped}, mailbox_seen:step(State)};
run({forget, Shard, Numbers}, State) -> {done, {forgotten}, mailbox_letters:forget(Shard, Numbers, State)};
run({letters, From, Letters}, State) ->
    {Rows, With} = mailbox_letters:receive_all(From, Letters, State),
    {done, {delivered, Rows}, With}.

%% With what the client has asked other cells for.
knowing(Known, Operation, State) ->
    case run(Operation, State#state{known = maps:from_list(Known)}) of
        {done, Value, With} -> {done, Value, With#state{known = #{}}};
        {done, Value, Rows, With} -> {done, Value, Rows, With#state{known = #{}}}
    end.

%% What cannot be checked here ends its run: the client has asked too little, because a shard has moved.
in_this_cell(Run, Place, State) ->
    try
        Run()
    catch
        throw:elsewhere -> {done, {error, elsewhere}, mailbox_runs:end_by(Place, State)}
    end.

%% What comes after this batch finds the shard closed.
leave({owned, Number}, Number, To, #state{shard = Shard} = State) ->
    Cell = mailbox_settings:cell_of(To),
    case Cell =/= undefined andalso mailbox_links:reaches(Cell, Shard) of
        true -> {done, {leaving}, mailbox_draft:put(c, mailbox_place:record({leaving, Number, To}), State)};
        false when Cell =:= undefined -> {done, {no_such_cell}, State};
        false -> {done, {not_reached}, State}
    end;
leave(_, _, _, State) ->
    {done, {not_owned}, State}.

%% Whether its key is due a change of generations is looked at after these.
-spec is_append(tuple()) -> boolean().
is_append(Operation) -> element(1, Operation) =:= append orelse element(1, Operation) =:= post_group.

%% An operation from the wire, for the shard it names.
-spec check(mailbox_key:shard(), term()) -> boolean().
check(Shard, Operation) when is_integer(Shard), is_tuple(Operation) ->
    Shard >= 0 andalso Shard < mailbox_schema:shards() andalso
        try
            home(Operation, Shard) =:= Shard
        catch
            error:_ -> false
        end;
check(_, _) ->
    false.

%% The shard that an operation belongs to. Fails when it is not well formed.
-spec home(tuple(), mailbox_key:shard()) -> mailbox_key:shard().
home({append, Sender, Id, Ts, Control, Place, Targets, Known}, Shard) ->
    lists:foreach(fun known/1, Known),
    home({append, Sender, Id, Ts, Control, Place, Targets}, Shard);
home({post_group, Sender, Group, Id, Roster, After, Control, Data, Place, Known}, Shard) ->
    lists:foreach(fun known/1, Known),
    home({post_group, Sender, Group, Id, Roster, After, Control, Data, Place}, Shard);
home({append, Sender, Id, Ts, Control, Place, Targets}, _) when ?IS_ID(Id), ?IS_NUMBER(Ts), is_boolean(Control) ->
    {Own, _} = address(Sender),
    ok = place(Place),
    lists:foreach(fun target/1, Targets),
    mailbox_key:shard(hd([Account || {Account, _, _} <- Targets, Account =/= Own] ++ [Own]));
home({ack, Device, Position}, _) ->
    ok = position(Position),
    of_device(Device);
home({open, Device, Epoch, Retry, Resume}, _) when ?IS_NUMBER(Epoch), is_boolean(Retry) ->
    ok = position(Resume),
    of_device(Device);
home({read, Device, After, Limit}, _) when ?IS_NUMBER(After), is_integer(Limit), Limit > 0, Limit =< ?MAX_PAGE_ROWS ->
    of_device(Device);
home({find, Device, {Sender, Id, Since}, After, Limit}, _) when
    ?IS_NUMBER(Since), ?IS_NUMBER(After), is_integer(Limit), Limit > 0, Limit =< ?MAX_PAGE_ROWS
->
    ok = optional(Sender),
    ok = optional(Id),
    of_device(Device);
home({stat, Device}, _) ->
    of_device(Device);
home({purge, Device}, _) ->
    of_device(Device);
home({has_more, Devices}, Shard) ->
    [] = [Device || Device <- Devices, of_device(Device) =/= Shard],
    Shard;
home({set_devices, Account, Version, Devices}, _) when ?IS_ID(Account), ?IS_NUMBER(Version) ->
    lists:foreach(fun(Device) -> address({Account, Device}) end, Devices),
    mailbox_key:shard(Account);
home({expire, Before}, Shard) when is_integer(Before) ->
    Shard;
home({fan_out, Entries}, Shard) ->
    lists:foreach(fun(Entry) -> entry(Entry, Shard) end, Entries),
    Shard;
home({post_group, Sender, Group, Id, Roster, After, Control, Data, Place}, _) when
    ?IS_ID(Group), ?IS_ID(Id), ?IS_NUMBER(Roster), ?IS_NUMBER(After), is_boolean(Control), is_binary(Data)
->
    _ = address(Sender),
    ok = place(Place),
    mailbox_key:shard(Group);
home({post_roster, Group, Number, Entry}, _) when ?IS_ID(Group), ?IS_NUMBER(Number), is_binary(Entry) ->
    mailbox_key:shard(Group);
home({group_roster, Group}, _) when ?IS_ID(Group) ->
    mailbox_key:shard(Group);
home({outbox, After, Limit, Taker}, Shard) when
    ?IS_NUMBER(After), is_integer(Limit), Limit > 0, Limit =< ?MAX_PAGE_ROWS, ?IS_NUMBER(Taker)
->
    Shard;
home({drop_outbox, UpTo}, Shard) when ?IS_NUMBER(UpTo) ->
    Shard;
home({tell_marks}, Shard) ->
    Shard;
home({where}, Shard) ->
    Shard;
home({leave, Number, To}, Shard) when ?IS_NUMBER(Number), is_binary(To) ->
    Shard;
home(Operation, Shard) ->
    of_cells(Operation, Shard).

%% What nodes of other cells ask.
-spec of_cells(tuple(), mailbox_key:shard()) -> mailbox_key:shard().
of_cells({devices, Accounts}, Shard) ->
    [] = [Account || Account <- Accounts, ok =/= optional(Account) orelse mailbox_key:shard(Account) =/= Shard],
    Shard;
of_cells({letters, From, Letters}, Shard) when ?IS_NUMBER(From) ->
    lists:foreach(fun({Number, Letter}) when ?IS_NUMBER(Number), is_tuple(Letter) -> Shard = mailbox_key:shard(element(2, Letter)) end, Letters),
    Shard;
of_cells({arrive, Shard, Number, Attempt}, Shard) when ?IS_NUMBER(Number), is_binary(Attempt) ->
    Shard;
of_cells({bring, Shard, Attempt, Kind, Records}, Shard) when is_binary(Attempt) ->
    true = is_map_key(Kind, mailbox_schema:tables(Shard)),
    lists:foreach(fun(Record) when tuple_size(Record) =:= 3 -> ok end, Records),
    Shard;
of_cells({settle, Shard, Number, Attempt}, Shard) when ?IS_NUMBER(Number), is_binary(Attempt) ->
    Shard.

known({Account, undefined}) when ?IS_ID(Account) -> ok;
known({Account, {Version, Devices}}) when ?IS_ID(Account), ?IS_NUMBER(Version), is_list(Devices) -> ok.

address({Account, Device} = Address) when ?IS_ID(Account), is_integer(Device), Device > 0, Device < 1 bsl 32 -> Address.

of_device(Address) ->
    {Account, _} = address(Address),
    mailbox_key:shard(Account).

%% Devices are as the sender names them: also one that cannot be, which is then one too many.
target({Account, Rows, Withheld}) when ?IS_ID(Account), is_boolean(Withheld) ->
    lists:foreach(fun({Device, Envelope}) when is_integer(Device), Device >= 0, Device < 1 bsl 32, is_binary(Envelope) -> ok end, Rows).

entry({Group, Seq, Accounts, Sender, Id, Ts, Control, Envelope}, Shard) when
    ?IS_ID(Group), ?IS_NUMBER(Seq), ?IS_NUMBER(Ts), is_boolean(Control), is_binary(Envelope)
->
    ok = optional(Id),
    _ = Sender =:= undefined orelse address(Sender),
    [] = [Account || Account <- Accounts, ok =/= optional(Account) orelse mailbox_key:shard(Account) =/= Shard],
    ok.

optional(undefined) -> ok;
optional(Id) when ?IS_ID(Id) -> ok.

position(undefined) -> ok;
position({Epoch, Seq}) when ?IS_NUMBER(Epoch), ?IS_NUMBER(Seq) -> ok.

place(undefined) -> ok;
place({Run, Index}) when ?IS_NUMBER(Run), ?IS_NUMBER(Index) -> ok.
