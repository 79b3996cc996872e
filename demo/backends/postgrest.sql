-- The table of comments for `backend="postgrest"`: PostgREST 11 or later, or Supabase (there: SQL editor, paste, run). PostgreSQL 15 or later.
-- Run it once, as who owns the schema that PostgREST exposes.
--
-- What readers may do is told here, not in the page: everybody can read the page's key and send whatever they like.
-- They may insert seven columns and read ten. E-mails they never read, and of comments only those that are published.
--
-- To publish a comment:           update comments set published = true where id = '…';
-- To publish all of them at once: alter table comments alter published set default true;
-- To close a thread:              insert into comments_closed values ('/an-article');
-- To erase a person:              delete from comments where author_email = '…';   (what answers those comments goes with them)

begin;

-- The schema that PostgREST exposes: `public` on Supabase. Last that of temporary tables, which would come first otherwise.
set local search_path to public, pg_temp;

create table comments (
  -- Made by the widget, once for each comment: sent again after a bad connection, it is refused as a duplicate of itself.
  id           uuid primary key default gen_random_uuid(),
  thread       text not null check (char_length(thread) between 1 and 500),
  parent_id    uuid,
  author_name  text not null check (author_name ~ '\S' and char_length(author_name) <= 80),
  author_email text check (author_email ~ '^[^@\s]+@[^@\s]+$' and char_length(author_email) <= 254),
  author_url   text check (author_url ~* '^https?://\S+$' and char_length(author_url) <= 500),
  body         text not null check (body ~ '\S' and char_length(body) <= 10000),
  created_at   timestamptz not null default now(),
  published    boolean not null default false,
  -- True for those who speak for the site; nobody else can say so.
  is_staff     boolean not null default false,
  -- The order in which they came, and that of the comment at the top: with it nothing comes before what it answers in any order.
  number       bigint generated always as identity,
  root         bigint not null,
  unique (thread, id),
  -- An answer stands in the thread of what it answers.
  foreign key (thread, parent_id) references comments (thread, id) on delete cascade
);

create index on comments (thread, root, number);
create index on comments (thread, parent_id);
create index on comments (created_at);

create table comments_closed (
  thread text primary key
);

-- Looks at what no constraint can. It sees all comments, the readers only those that are published: therefore `security definer`,
-- with the search path of this file, since a reader's could lead elsewhere.
create function comments_admit() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  new.root := new.number;
  -- The primary key refuses it, which tells the widget that it is there already.
  if exists (select from comments where id = new.id) then
    return new;
  end if;
  if exists (select from comments_closed where thread = new.thread) then
    raise sqlstate 'PT403' using message = 'closed';
  end if;
  if exists (select from comments where thread = new.thread and author_name = new.author_name and body = new.body) then
    raise sqlstate 'PT409' using message = 'duplicate';
  end if;
  -- No more than 30 a minute on the whole site, without keeping anybody's address. The detail is the seconds to wait.
  if (select count(*) from comments where created_at > now() - interval '1 minute') >= 30 then
    raise sqlstate 'PT429' using message = 'too many comments', detail = '60';
  end if;
  if new.parent_id is not null then
    select root into new.root from comments where thread = new.thread and id = new.parent_id and published;
    if not found then
      raise sqlstate 'PT404' using message = 'the comment answered is not there';
    end if;
  end if;
  return new;
end $$;

create trigger comments_admit before insert on comments for each row execute function comments_admit();

-- What answers a comment is hidden with it.
create function comments_hide() returns trigger
language plpgsql security definer set search_path from current as $$
begin
  update comments set published = false where thread = new.thread and parent_id = new.id and published;
  return null;
end $$;

create trigger comments_hide after update of published on comments for each row
when (old.published and not new.published) execute function comments_hide();

create view comments_count with (security_invoker = true) as
  select thread, count(*) as total from comments group by thread;

alter table comments enable row level security;
alter table comments_closed enable row level security;

do $$
declare
  reader name;
begin
  -- PostgREST's `db-anon-role`, and the role of those who are logged in on Supabase.
  if not exists (select from pg_roles where rolname = 'anon') then
    create role anon nologin;
  end if;
  for reader in select rolname from pg_roles where rolname in ('anon', 'authenticated') loop
    -- Supabase grants every new table to everybody, whole: beside that, grants of columns would mean nothing.
    execute format('revoke all on comments, comments_closed, comments_count from public, %I', reader);
    execute format('revoke all on function comments_admit, comments_hide from public, %I', reader);
    execute format('grant insert (id, thread, parent_id, author_name, author_email, author_url, body) on comments to %I', reader);
    execute format('grant select (id, thread, parent_id, author_name, author_url, body, created_at, is_staff, number, root) on comments to %I', reader);
    execute format('grant select on comments_count to %I', reader);
  end loop;
end $$;

create policy "what is published is for everybody" on comments for select using (published);
create policy "everybody may comment" on comments for insert with check (true);

-- PostgREST looks at what there is now.
notify pgrst, 'reload schema';

commit;
