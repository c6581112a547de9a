%% The mark of the disk (D10): while less is free where the tables are, here or at another member, no messages are taken. Without
%% room Mnesia could not dump its log, and would end. A row is written by all members, so one of them that is low is enough.
-module(mailbox_disk).
-behaviour(gen_server).
-export([start_link/0, start_link/2, free/0, is_low/0, look/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).
-export_type([measure/0]).

-type measure() :: fun(() -> {ok, Bytes :: non_neg_integer()} | {error, term()}).

-record(disk, {
    %% 0: none.
    mark :: non_neg_integer(),
    measure :: measure(),
    %% Whether this node says that it is low.
    own = false :: boolean(),
    %% Other nodes that have said so, and when last.
    others = #{} :: #{node() => integer()},
    is_failing = false :: boolean()
}).

-define(LOOK_MS, 2000).
-define(MEASURE_MS, 5000).
%% Who is low says so at every look: without a word for so long it counts no more.
-define(HEARD_MS, 10000).
-define(KEY, {mailbox, disk}).
-define(FREE, 1).
-define(LOW, 2).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() ->
    #{min_free_disk := Mark} = mailbox_settings:get(),
    Folder = filename:dirname(mnesia:system_info(directory)),
    start_link(Mark, fun() -> measure(Folder) end).

-spec start_link(non_neg_integer(), measure()) -> {ok, pid()} | {error, term()}.
start_link(Mark, Measure) -> gen_server:start_link({local, ?MODULE}, ?MODULE, {Mark, Measure}, []).

%% Bytes, when last measured; -1: not known.
-spec free() -> integer().
free() -> value(?FREE, -1).

%% Asked for every message.
-spec is_low() -> boolean().
is_low() -> value(?LOW, 0) =:= 1.

value(Index, Default) ->
    case persistent_term:get(?KEY, none) of
        none -> Default;
        Known -> atomics:get(Known, Index)
    end.

%% At once, and not only when it is time.
-spec look() -> boolean().
look() -> gen_server:call(?MODULE, look, infinity).

-spec init({non_neg_integer(), measure()}) -> {ok, #disk{}}.
init({Mark, Measure}) ->
    Known = atomics:new(2, [{signed, true}]),
    atomics:put(Known, ?FREE, -1),
    persistent_term:put(?KEY, Known),
    _ = erlang:send_after(?LOOK_MS, self(), look),
    {ok, look(#disk{mark = Mark, measure = Measure})}.

-spec handle_call(look, gen_server:from(), #disk{}) -> {reply, boolean(), #disk{}}.
handle_call(look, _, Disk) ->
    Looked = look(Disk),
    {reply, is_low(), Looked}.

-spec handle_cast(term(), #disk{}) -> {noreply, #disk{}}.
handle_cast(_, Disk) -> {noreply, Disk}.

-spec handle_info(term(), #disk{}) -> {noreply, #disk{}}.
handle_info(look, Disk) ->
    Looked = look(Disk),
    _ = erlang:send_after(?LOOK_MS, self(), look),
    {noreply, Looked};
handle_info({low, Node}, #disk{others = Others} = Disk) ->
    {noreply, decide(Disk#disk{others = Others#{Node => now_ms()}})};
handle_info({room, Node}, #disk{others = Others} = Disk) ->
    {noreply, decide(Disk#disk{others = maps:remove(Node, Others)})};
handle_info(_, Disk) ->
    {noreply, Disk}.

look(#disk{measure = Measure, own = Before} = Disk) ->
    #disk{own = Own} = Measured = measured(catch Measure(), Disk),
    _ = (Own orelse Before) andalso tell(Own),
    decide(Measured).

measured({ok, Free}, #disk{mark = Mark, own = Before} = Disk) ->
    atomics:put(persistent_term:get(?KEY), ?FREE, Free),
    Disk#disk{own = Free < mark(Mark, Before), is_failing = false};
%% Nobody knows whether it is any better or worse by now.
measured(Failure, #disk{is_failing = Before} = Disk) ->
    _ = Before orelse logger:warning(#{what => disk_not_measured, reason => reason(Failure)}),
    Disk#disk{is_failing = true}.

reason({error, Reason}) -> Reason;
reason(_) -> failure.

%% With a tenth more, so that it does not come and go with every dump.
mark(Mark, false) -> Mark;
mark(Mark, true) -> Mark + Mark div 10.

tell(Own) ->
    Word = case Own of true -> low; false -> room end,
    {_, Members} = mailbox_cluster:view(),
    _ = [erlang:send({?MODULE, Member}, {Word, node()}, [noconnect, nosuspend]) || Member <- Members -- [node()]],
    ok.

%% Only members have to store what is taken here.
decide(#disk{own = Own, others = Others} = Disk) ->
    {_, Members} = mailbox_cluster:view(),
    Since = now_ms() - ?HEARD_MS,
    Left = maps:filter(fun(_, At) -> At > Since end, Others),
    Low = [node() || Own] ++ [Node || Node <- maps:keys(Left), lists:member(Node, Members)],
    set(Low =/= [], is_low(), Low),
    Disk#disk{others = Left}.

set(Is, Is, _) ->
    ok;
set(true, false, Low) ->
    atomics:put(persistent_term:get(?KEY), ?LOW, 1),
    logger:warning(#{what => disk_low, nodes => Low, free_bytes => free()});
set(false, true, _) ->
    atomics:put(persistent_term:get(?KEY), ?LOW, 0),
    logger:notice(#{what => disk_has_room, free_bytes => free()}).

now_ms() -> erlang:monotonic_time(millisecond).

%% As POSIX has it: Erlang cannot tell without os_mon.
measure(Folder) ->
    case os:find_executable("df") of
        false ->
            {error, no_df};
        Program ->
            Port = open_port({spawn_executable, Program}, [{args, ["-Pk", Folder]}, exit_status, stderr_to_stdout, binary]),
            output(Port, <<>>, now_ms() + ?MEASURE_MS)
    end.

output(Port, Text, Until) ->
    receive
        {Port, {data, More}} -> output(Port, <<Text/binary, More/binary>>, Until);
        {Port, {exit_status, 0}} -> available(Text);
        {Port, {exit_status, Status}} -> {error, {df, Status}}
    after max(0, Until - now_ms()) ->
        catch port_close(Port),
        {error, timeout}
    end.

%% Names of file systems and folders may have spaces: blocks, used, available, percent.
available(Text) ->
    case re:run(Text, "\\s\\d+\\s+-?\\d+\\s+(-?\\d+)\\s+(?:-?\\d+%|-)\\s+/", [{capture, all_but_first, list}]) of
        {match, [Kilobytes]} -> {ok, max(0, list_to_integer(Kilobytes) * 1024)};
        nomatch -> {error, unknown_output}
    end.
