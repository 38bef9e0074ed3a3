# The command alone: no shell and nothing else. .ci/pack makes the two archives that this unpacks; needlint needs /tmp for
# large workbooks and baselines.
#
#     docker run --rm -u "$(id -u):$(id -g)" -v "$PWD:/work" IMAGE scan exports/
FROM scratch
ARG TARGETARCH
ADD image/${TARGETARCH}.tar /
WORKDIR /work
ENTRYPOINT ["/bin/needlint"]
