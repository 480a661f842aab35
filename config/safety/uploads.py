"""Files that people send: staff only, one at a time, and never more than the cap, counted while they arrive."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from config.safety.headers import is_staff_path

LARGEST = 50 << 20  # bytes


class CapHandler(FileUploadHandler):
    """First of the upload handlers. Nothing behind it sees more than LARGEST bytes of a file, and nothing at all on
    pages for visitors, where no form has a file. `request.upload_too_large` says what happened."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0
        if self.request is not None and not is_staff_path(self.request.path_info):
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > LARGEST:
            if self.request is not None:
                self.request.upload_too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)  # reads to the end, so that the browser shows our answer
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler has the file."""
        return None
