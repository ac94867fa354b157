#!/bin/sh
# Eight tasks build one share each, in the folder that holds paypress.yml:
#   sbatch slurm-array.sh
# Then, when the array is done:
#   paypress merge share-* -o public
#SBATCH --job-name=paypress
#SBATCH --array=1-8
#SBATCH --cpus-per-task=2
set -eu
exec paypress build --shard auto --jobs "${SLURM_CPUS_PER_TASK:-2}" -o "share-$SLURM_ARRAY_TASK_ID"
