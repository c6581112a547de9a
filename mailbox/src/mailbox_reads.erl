%% Reading inboxes. The answers leave once everything before them is durable (D1).
-module(mailbox_reads).
-include("mailbox.hrl").
-export([read/4, find/5, stat/2, has_more/2]).
-export_type([filter/0]).

%% Sender's account, id, earliest time.
-type filter() :: {mailbox_key:id() | undefined, mailbox_key:id() | undefined, integer()}.

%% Envelopes of one answer.
-define(MAX_PAGE_BYTES, 1048576).
%% Rows looked at for one answer.
-define(MAX_LOOKED_AT, 50000).

-spec read(mailbox_key:address(), non_neg_integer(), pos_integer(), #state{}) -> mailbox_operation:result().
read(Address, After, Limit, State) ->
    case mailbox_inboxes:find(mailbox_key:device(Address), State) of
        undefined ->
            {done, {page, []}, State};
        #inbox{number = Number, cursor = Cursor} = Inbox ->
            answer(Inbox, mailbox_draft:range(Number, max(After, Cursor), infinity, Limit, State), State)
    end.

-spec find(mailbox_key:address(), filter(), non_neg_integer(), pos_integer(), #state{}) -> mailbox_operation:result().
find(Address, Filter, After, Limit, State) ->
    case mailbox_inboxes:find(mailbox_key:device(Address), State) of
        undefined ->
            {done, {page, []}, State};
        #inbox{number = Number, cursor = Cursor} = Inbox ->
            All = mailbox_draft:range(Number, max(After, Cursor), infinity, ?MAX_LOOKED_AT, State),
            answer(Inbox, lists:sublist([Row || Row <- All, matches(Row, Filter)], Limit), State)
    end.

matches(Row, {Sender, Id, Since}) ->
    mailbox_rows:ts(Row) >= Since andalso
        (Id =:= undefined orelse mailbox_rows:id(Row) =:= Id) andalso
        (Sender =:= undefined orelse mailbox_rows:sender_account(Row) =:= Sender).

answer(Inbox, Rows, State) ->
    Page = page(Rows, ?MAX_PAGE_BYTES, State),
    Last = lists:max([0 | [Seq || {Seq, _} <- Page]]),
    {done, {page, Page}, mailbox_inboxes:put(mailbox_rows:marker_read(Inbox, Last), State)}.

page([Row | Rows], Bytes, State) when Bytes > 0 ->
    Envelope = mailbox_bodies:envelope(mailbox_rows:envelope(Row), State),
    [{mailbox_rows:seq(Row), Envelope} | page(Rows, Bytes - byte_size(Envelope), State)];
page(_, _, _) ->
    [].

-spec stat(mailbox_key:address(), #state{}) -> mailbox_operation:result().
stat(Address, State) ->
    case mailbox_inboxes:find(mailbox_key:device(Address), State) of
        undefined ->
            {done, {unknown_device}, State};
        Found ->
            Inbox = #inbox{cursor = Cursor, last_seq = Last, load = {Rows, Bytes}} = mailbox_inboxes:load(Found, State),
            Value = {stat, mailbox_inboxes:epoch(Inbox, State), Cursor, Last, Rows, Bytes},
            {done, Value, mailbox_inboxes:put(Inbox, State)}
    end.

%% Which of these have rows above their cursor.
-spec has_more([mailbox_key:address()], #state{}) -> mailbox_operation:result().
has_more(Addresses, State) ->
    Has = fun(Address) ->
        case mailbox_inboxes:find(mailbox_key:device(Address), State) of
            #inbox{cursor = Cursor, last_seq = Last} -> Last > Cursor;
            undefined -> false
        end
    end,
    {done, {more, [Address || Address <- Addresses, Has(Address)]}, State}.
