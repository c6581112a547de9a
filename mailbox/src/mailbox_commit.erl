%% Writes what shards of this node have ready, all of it in one transaction: that costs hardly more than one for a single
%% row. The next transaction runs while the last one is being flushed.
-module(mailbox_commit).
-behaviour(gen_server).
-include("mailbox.hrl").
-export([start_link/0, write/1, write/2, await/0]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2]).

-type work() :: {mailbox_flush:asker(), mailbox_schema:tables(), mailbox_draft:writes()}.

%% Records of one transaction: more than that would hold up the members' transactions for too long.
-define(MAX_RECORDS, 4096).

-spec start_link() -> {ok, pid()} | {error, term()}.
start_link() -> gen_server:start_link({local, ?MODULE}, ?MODULE, [], []).

%% Answered with `{flushed, Ref}', `{not_flushed, Ref, Reason}' or `{not_written, Ref, Reason}'; `Ref' is a monitor.
-spec write(#state{}) -> reference().
write(#state{writes = Writes, tables = Tables}) -> write(Tables, Writes).

-spec write(mailbox_schema:tables(), mailbox_draft:writes()) -> reference().
write(Tables, Writes) ->
    Ref = monitor(process, ?MODULE),
    gen_server:cast(?MODULE, {write, {{self(), Ref}, Tables, Writes}}),
    Ref.

%% Returns once nothing is to be written any more of what was handed over before.
-spec await() -> ok.
await() -> gen_server:call(?MODULE, await, infinity).

%% Whoever was here before may have ended in the midst of a transaction.
-spec init([]) -> {ok, [work()]}.
init([]) ->
    process_flag(message_queue_data, off_heap),
    ok = mailbox_pending:settle(),
    {ok, []}.

-spec handle_call(await, gen_server:from(), [work()]) -> {reply, ok, []}.
handle_call(await, _, Waiting) -> {reply, ok, commit(lists:reverse(Waiting))}.

-spec handle_cast({write, work()}, [work()]) -> {noreply, [work()], 0}.
handle_cast({write, Work}, Waiting) -> {noreply, [Work | Waiting], 0}.

-spec handle_info(term(), [work()]) -> {noreply, [work()]} | {noreply, [work()], 0}.
handle_info(timeout, Waiting) -> {noreply, commit(lists:reverse(Waiting))};
handle_info(_, Waiting) -> {noreply, Waiting, 0}.

-spec commit([work()]) -> [].
commit([]) ->
    [];
commit(Waiting) ->
    {Now, Later} = take(Waiting, ?MAX_RECORDS, []),
    Askers = [Asker || {Asker, _, _} <- Now],
    case mailbox_draft:write([{Tables, Writes} || {_, Tables, Writes} <- Now]) of
        ok -> mailbox_flush:request(Askers);
        {error, Reason} -> lists:foreach(fun({Pid, Ref}) -> Pid ! {not_written, Ref, Reason} end, Askers)
    end,
    commit(Later).

take([{_, _, Writes} = Work | Waiting], Left, Taken) when Left > 0 ->
    take(Waiting, Left - map_size(Writes), [Work | Taken]);
take(Waiting, _, Taken) ->
    {lists:reverse(Taken), Waiting}.
