"""How Alembic reaches the catalogue: over the connection that `Catalogue.migrate` hands it."""

from alembic import context

from archive.catalogue.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
