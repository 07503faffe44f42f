# The simulator in an image with nothing else in it:
#
#   docker build -t wecomsim .
#   docker run --rm -p 127.0.0.1:8765:8765 wecomsim --control-key KEY
#
# In a container every caller comes from elsewhere, so it needs a key for the page and the control API.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY cmd cmd
COPY internal internal
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w' -o /wecomsim ./cmd/wecomsim

FROM scratch
COPY --from=build /wecomsim /wecomsim
EXPOSE 8765
USER 65534
ENTRYPOINT ["/wecomsim", "--listen", "0.0.0.0:8765", "--allow-remote"]
