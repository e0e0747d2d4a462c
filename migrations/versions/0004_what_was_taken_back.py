"""What was learned and taken back is counted for every question"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_learned_taken_back_at"), "learned", ["taken_back_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_learned_taken_back_at"), "learned")
